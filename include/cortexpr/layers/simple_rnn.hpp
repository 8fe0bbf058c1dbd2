/// A recurrent layer: the state is a tanh of the input and the state before (Elman 1990).
#pragma once

#include <cortexpr/initializers/initializer.hpp>
#include <cortexpr/ops/add.hpp>
#include <cortexpr/ops/matmul.hpp>
#include <cortexpr/ops/scan.hpp>
#include <cortexpr/ops/tanh.hpp>

namespace cortexpr {

struct SimpleRnnOptions {
  bool return_sequences = false;  ///< the states of all steps instead of the last one
};

namespace detail {
template <int units> struct SimpleRnn {
  static_assert(units > 0, "simple_rnn<units>: at least one unit");
  SimpleRnnOptions options{};

  constexpr SimpleRnn operator()(const SimpleRnnOptions& o) const { return {o}; }

  constexpr Value operator()(Value x) const {
    if (x.rank() != 2)
      return x.fail(Text<64>{}.append("simple_rnn<").append(units).append(">").view(), "[time, features]",
                    Text<64>{}.append(x.shape()).view(), "give each step its features on the last axis");
    // What does not depend on the state is computed for all steps at once.
    const Value weight = x.parameter("weight", {x.last(), units}), bias = x.parameter("bias", {units});
    const Value given = matmul(x, weight) + bias;
    const auto cell = [](Value state, Value input) {
      return tanh(input + matmul(state, state.parameter("recurrent_weight", {units, units})));
    };
    const Value states = scan(cell, given, x.constant(0, {units}));
    if (options.return_sequences) return states;
    return reshape(slice(states, 0, -1, x.shape()[0]), {units});
  }
};
}  // namespace detail

/// [time, features] -> [units], or [time, units] with `.return_sequences = true`. Parameters: weight
/// [features, units], bias [units], recurrent_weight [units, units].
template <int units> inline constexpr detail::SimpleRnn<units> simple_rnn{};

}  // namespace cortexpr
