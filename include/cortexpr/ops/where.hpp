/// where(condition, a, b): a where the condition is not 0, otherwise b; all three are broadcast.
#pragma once

#include <cortexpr/ops/elementwise.hpp>

namespace cortexpr {

constexpr Value where(Value condition, Value a, Value b);
constexpr void where_gradient(Backward& b) {
  if (b.wants(1)) b.add(1, where(b.input(0), b.dy(), b.dy().constant(0)));
  if (b.wants(2)) b.add(2, where(b.input(0), b.dy().constant(0), b.dy()));
}
inline constexpr Op where_op = elementwise_op<detail::scalar::Where, 3>("where", where_gradient, "Where");

template <class Device> struct Kernel<where_op, Device> : detail::scalar::Where {};

constexpr Value where(Value condition, Value a, Value b) {
  Graph& g = a.graph();
  const Value sides = detail::any_value(g);
  Shape shape = detail::broadcast_shape(a, b, "where");
  if (shape.rank < 0 || g.complaint.made) return sides;
  // The condition takes part in the broadcasting like a third operand.
  Node probe;
  probe.shape = shape;
  g.nodes.push_back(probe);
  shape = detail::broadcast_shape(condition, Value(g, g.size() - 1), "where");
  g.nodes.pop_back();
  return g.emit(where_op, shape, condition.batched() || a.batched() || b.batched(), a.dtype(),
                {condition, a, b});
}
constexpr Value where(Value condition, Value a, double b) { return where(condition, a, a.constant(b)); }
constexpr Value where(Value condition, double a, Value b) { return where(condition, b.constant(a), b); }

}  // namespace cortexpr
