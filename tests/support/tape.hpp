/// A graph recorded at run time together with the numbers its inputs are bound to: what tests of ops and
/// passes compute with. Everything is double.
#pragma once

#include <cortexpr/graph/reference.hpp>
#include <cstdint>
#include <vector>

namespace testing {

using namespace cortexpr;
using Numbers = std::vector<double>;

/// Repeatable numbers without a pattern, in [low, high); no two are equal.
class Dice {
 public:
  explicit Dice(std::uint64_t seed = 1) : state_(seed * 0x9E3779B97F4A7C15u + 1) {}

  std::uint64_t bits() {
    state_ += 0x9E3779B97F4A7C15u;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
  }
  double number(double low = -1, double high = 1) {
    return low + (high - low) * static_cast<double>(bits() >> 11) * 0x1p-53;
  }
  /// In [0, count).
  int pick(int count) { return static_cast<int>(bits() % static_cast<std::uint64_t>(count)); }
  Numbers numbers(std::size_t count, double low = -1, double high = 1) {
    Numbers result(count);
    for (double& x : result) x = number(low, high);
    return result;
  }

 private:
  std::uint64_t state_;
};

/// Not to be copied: Values point into its graph.
class Tape {
 public:
  explicit Tape(int rows = 1, std::uint64_t seed = 1) : dice(seed) {
    graph.element = graph.parameter_storage = DType::f64;
    bindings.rows = rows;
  }
  Tape(const Tape&) = delete;
  Tape& operator=(const Tape&) = delete;

  /// An input of these numbers.
  Value given(Shape shape, bool batched, Numbers numbers, DType dtype = DType::f64) {
    bindings.inputs.push_back(numbers);
    return graph.leaf(Role::input, shape, batched, dtype);
  }
  /// An input of random numbers.
  Value input(Shape shape, bool batched = false, double low = -1, double high = 1) {
    return given(shape, batched, dice.numbers(count(shape, batched), low, high));
  }
  Value parameter(Shape shape, std::string_view name) {
    bindings.parameters.push_back(dice.numbers(shape.size()));
    return graph.leaf(Role::parameter, shape, false, DType::f64, name);
  }
  Value state(Shape shape, std::string_view name) {
    bindings.states.push_back(dice.numbers(shape.size()));
    return graph.leaf(Role::state, shape, false, DType::f64, name);
  }
  std::size_t count(Shape shape, bool batched) const {
    return shape.size() * static_cast<std::size_t>(batched ? bindings.rows : 1);
  }

  /// The numbers of one value; assignments are carried out in a copy of the bindings.
  Numbers operator()(Value v) const { return all()[static_cast<std::size_t>(v.id())]; }
  std::vector<Numbers> all() const {
    ReferenceBindings<double> copy = bindings;
    return evaluate<double>(graph, copy);
  }

  Graph graph;
  ReferenceBindings<double> bindings;
  Dice dice;
};

}  // namespace testing
