/// Compares what `gradient` records with central finite differences in double, and the gradient of the
/// gradient as well.
#pragma once

#include <doctest/doctest.h>
#include <algorithm>
#include <cmath>
#include <cortexpr/ops/ops.hpp>
#include <vector>
#include "tape.hpp"

namespace testing {

/// An argument of the function under test: its numbers are drawn from [low, high).
struct Argument {
  Shape shape{};
  bool batched = false;
  double low = -1, high = 1;
  std::vector<double> integers{};  ///< not empty: an int argument of these numbers, not differentiated
};

using Function = Value (*)(const std::vector<Value>&);

/// Whether two numbers agree to `tolerance`, relative to the larger of them and 1.
inline bool near(double a, double b, double tolerance = 1e-6) {
  if (std::isnan(a) || std::isnan(b)) return std::isnan(a) && std::isnan(b);
  return a == b || std::abs(a - b) <= tolerance * std::max({1.0, std::abs(a), std::abs(b)});
}

inline bool near(const Numbers& a, const Numbers& b, double tolerance = 1e-6) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i)
    if (!near(a[i], b[i], tolerance)) return false;
  return true;
}

namespace detail {

/// sum(value * fixed weights): any value as one number, in which every element counts differently.
inline Value weighted(Tape& tape, Value value) {
  return sum(value * tape.input(value.shape(), value.batched(), 0.5, 1.5));
}

/// `slopes[k]` is the recorded derivative of the number `y` by input `inputs[k]`.
inline void compare(Tape& tape, Value y, const std::vector<Value>& inputs, const std::vector<Value>& slopes,
                    const char* which) {
  INFO(which);
  const double h = 1e-5;
  const auto at = static_cast<std::size_t>(y.id());
  for (std::size_t k = 0; k < inputs.size(); ++k) {
    REQUIRE(slopes[k].shape() == inputs[k].shape());
    REQUIRE(slopes[k].batched() == inputs[k].batched());
    const Numbers recorded = tape(slopes[k]);
    Numbers& x = tape.bindings.inputs[static_cast<std::size_t>(inputs[k].id())];
    REQUIRE(recorded.size() == x.size());
    for (std::size_t i = 0; i < x.size(); ++i) {
      const double middle = x[i];
      x[i] = middle + h;
      const double above = tape.all()[at][0];
      x[i] = middle - h;
      const double below = tape.all()[at][0];
      x[i] = middle;
      const double measured = (above - below) / (2 * h);
      INFO("argument " << k << ", element " << i << ": recorded " << recorded[i] << ", measured "
                       << measured);
      CHECK(near(recorded[i], measured));
    }
  }
}

inline void check_gradient(Function f, const std::vector<Argument>& arguments, int rows, bool twice) {
  Tape tape(rows, 7);
  std::vector<Value> all, wanted;
  for (const Argument& a : arguments) {
    if (a.integers.empty()) {
      all.push_back(tape.input(a.shape, a.batched, a.low, a.high));
      wanted.push_back(all.back());
    } else {
      Numbers numbers(tape.count(a.shape, a.batched));
      for (std::size_t i = 0; i < numbers.size(); ++i) numbers[i] = a.integers[i % a.integers.size()];
      all.push_back(tape.given(a.shape, a.batched, numbers, DType::i32));
    }
  }
  // The leaves stand first, so that a leaf's id is the number of its binding.
  const Value y = f(all);
  REQUIRE_MESSAGE(!tape.graph.complaint.made, tape.graph.complaint.where.c_str());
  tape.bindings.inputs.reserve(64);
  const Value total = weighted(tape, y);
  const std::vector<Value> slopes = gradient(total, wanted);
  REQUIRE_MESSAGE(!tape.graph.complaint.made, tape.graph.complaint.where.c_str());
  compare(tape, total, wanted, slopes, "first derivative");
  if (!twice) return;
  Value again = weighted(tape, slopes[0]);
  for (std::size_t k = 1; k < slopes.size(); ++k) again = again + weighted(tape, slopes[k]);
  const std::vector<Value> curvatures = gradient(again, wanted);
  REQUIRE_MESSAGE(!tape.graph.complaint.made, tape.graph.complaint.where.c_str());
  compare(tape, again, wanted, curvatures, "second derivative");
}

}  // namespace detail

enum class Order { first, second };

/// First and second derivatives of f by each of its arguments, for batches of 1 and 3 rows.
inline void check_gradient(Function f, const std::vector<Argument>& arguments, Order order = Order::second) {
  for (int rows : {1, 3}) {
    INFO("rows " << rows);
    detail::check_gradient(f, arguments, rows, order == Order::second);
  }
}

/// The same for a function of one argument: several shapes, batched and not.
inline void check_unary_gradient(Function f, double low = -1, double high = 1, Order order = Order::second) {
  for (bool batched : {false, true})
    for (const Shape& shape : {Shape{}, Shape{1}, Shape{5}, Shape{2, 3}})
      check_gradient(f, {{shape, batched, low, high}}, order);
}

/// Pairs of shapes that broadcast, in each combination of batched and not.
inline void check_binary_gradient(Function f, Argument a = {}, Argument b = {}, Order order = Order::second) {
  const Shape pairs[][2] = {{{3}, {3}},       {{2, 3}, {3}}, {{1}, {4}},
                            {{2, 1}, {1, 3}}, {{}, {2, 2}},  {{2, 1, 2}, {3, 1}}};
  for (const auto& pair : pairs)
    for (int flags = 0; flags < 4; ++flags) {
      INFO("pair " << (&pair - pairs) << ", batched " << flags);
      a.shape = pair[0], a.batched = flags & 1;
      b.shape = pair[1], b.batched = flags & 2;
      check_gradient(f, {a, b}, order);
    }
}

}  // namespace testing
