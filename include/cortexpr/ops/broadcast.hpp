/// Repeats a value to a larger shape, NumPy's rules; what gradients of sums are made of.
#pragma once

#include <cortexpr/ops/elementwise.hpp>

namespace cortexpr {

constexpr void broadcast_gradient(Backward& b) { b.add(0, b.dy()); }
inline constexpr Op broadcast_op =
    elementwise_op<detail::scalar::Identity, 1>("broadcast", broadcast_gradient, "Expand");

template <class Device> struct Kernel<broadcast_op, Device> : detail::scalar::Identity {};

/// `x` repeated to a shape that it fits, and to every row if `batched`.
constexpr Value broadcast_to(Value x, Shape shape, bool batched) {
  if (x.shape() == shape && x.batched() == batched) return x;
  return x.graph().emit(broadcast_op, shape, batched, x.dtype(), {x});
}

/// `x` repeated to `shape` (its own batch is kept).
constexpr Value broadcast_to(Value x, Shape shape) {
  Node probe;
  probe.shape = shape;
  x.graph().nodes.push_back(probe);
  const Shape fits = detail::broadcast_shape(x, Value(x.graph(), x.graph().size() - 1), "broadcast_to");
  x.graph().nodes.pop_back();
  if (!x.graph().complaint.made && !(fits == shape))
    return x.fail("broadcast_to", "a shape that x can be repeated to", Text<64>{}.append(shape).view(),
                  "reshape x first");
  return broadcast_to(x, shape, x.batched());
}

}  // namespace cortexpr
