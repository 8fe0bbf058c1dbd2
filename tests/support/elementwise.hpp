/// Values of elementwise ops against a plain function of numbers, with broadcasting worked out by
/// coordinates.
#pragma once

#include "gradient_check.hpp"

namespace testing {

/// The element of operand `x` that belongs to element `index` of row `row` of a result: by coordinates, one
/// axis at a time, which is how NumPy describes it.
inline double broadcast_element(const Numbers& x, const Shape& shape, bool batched, const Shape& result,
                                std::size_t row, std::size_t index) {
  std::size_t coordinate[max_rank]{};
  for (int axis = result.rank - 1; axis >= 0; --axis) {
    coordinate[axis] = index % static_cast<std::size_t>(result[axis]);
    index /= static_cast<std::size_t>(result[axis]);
  }
  std::size_t at = batched ? row : 0;
  for (int axis = 0; axis < shape.rank; ++axis) {
    const std::size_t c = shape[axis] == 1 ? 0 : coordinate[result.rank - shape.rank + axis];
    at = at * static_cast<std::size_t>(shape[axis]) + c;
  }
  return x[at];
}

/// f at the given numbers, which stand in two rows of a batch.
inline void check_unary_values(Function f, double (*plain)(double), const Numbers& numbers,
                               double tolerance = 1e-14) {
  Tape tape(2);
  Numbers both = numbers;
  both.insert(both.end(), numbers.rbegin(), numbers.rend());
  const Value y = f({tape.given({static_cast<int>(numbers.size())}, true, both)});
  const Numbers found = tape(y);
  REQUIRE(found.size() == both.size());
  for (std::size_t i = 0; i < both.size(); ++i) {
    INFO("at " << both[i] << ": " << found[i] << ", not " << plain(both[i]));
    CHECK(near(found[i], plain(both[i]), tolerance));
  }
}

/// f of two operands in every way in which their shapes can broadcast.
inline void check_binary_values(Function f, double (*plain)(double, double), double low = -1, double high = 1,
                                double tolerance = 1e-14) {
  struct Case {
    Shape a, b, result;
  };
  const Case cases[] = {
      {{4}, {4}, {4}},          {{2, 3}, {3}, {2, 3}},          {{3}, {2, 3}, {2, 3}}, {{}, {5}, {5}},
      {{2, 1}, {1, 3}, {2, 3}}, {{2, 1, 2}, {3, 1}, {2, 3, 2}}, {{1, 1}, {3}, {1, 3}}, {{}, {}, {}}};
  for (const Case& c : cases)
    for (int flags = 0; flags < 4; ++flags) {
      Tape tape(3, 5);
      const bool batched[] = {(flags & 1) != 0, (flags & 2) != 0};
      const Value a = tape.input(c.a, batched[0], low, high), b = tape.input(c.b, batched[1], low, high);
      const Value y = f({a, b});
      REQUIRE(y.shape() == c.result);
      REQUIRE(y.batched() == (flags != 0));
      const Numbers x = tape(a), z = tape(b), found = tape(y);
      const std::size_t slab = c.result.size();
      REQUIRE(found.size() == tape.count(c.result, flags != 0));
      for (std::size_t i = 0; i < found.size(); ++i) {
        const double p = broadcast_element(x, c.a, batched[0], c.result, i / slab, i % slab),
                     q = broadcast_element(z, c.b, batched[1], c.result, i / slab, i % slab);
        CHECK(near(found[i], plain(p, q), tolerance));
      }
    }
}

/// Two shapes that do not fit are refused in words.
inline void check_binary_refuses(Function f) {
  Tape tape;
  f({tape.input({2, 3}), tape.input({2})});
  CHECK(tape.graph.complaint.made);
  CHECK(tape.graph.complaint.found == "[2, 3] and [2]");
}

}  // namespace testing
