/// Gives a state a new value at the end of the step; the result is the new value.
#pragma once

#include <cortexpr/ops/elementwise.hpp>

namespace cortexpr {

template <class Device> struct Kernel<assign_op, Device> : detail::scalar::Identity {};

/// Readers of the state see its old value, wherever they stand.
constexpr Value assign(Value state, Value value) {
  Graph& g = state.graph();
  const Role role = state.node().role;
  if (!g.complaint.made && role != Role::state && role != Role::parameter)
    return state.fail("assign", "a state", "another value", "make it with x.state(name, shape)");
  if (!g.complaint.made && (!(state.shape() == value.shape()) || value.batched()))
    return state.fail("assign", Text<96>{}.append(state.shape()).view(),
                      Text<64>{}.append(value.shape()).append(value.batched() ? " for each row" : "").view(),
                      "reduce or reshape the value");
  const Value result = g.emit(assign_op, state.shape(), false, state.dtype(), {value}, {{state.id()}});
  if (!g.complaint.made) g.effects.push_back(result.id());
  return result;
}

}  // namespace cortexpr
