/// a - b, elementwise with broadcasting.
#pragma once

#include <cortexpr/ops/elementwise.hpp>
#include <cortexpr/ops/negate.hpp>

namespace cortexpr {

constexpr void subtract_gradient(Backward& b) {
  b.add(0, b.dy());
  if (b.wants(1)) b.add(1, -b.dy());
}
inline constexpr Op subtract_op =
    elementwise_op<detail::scalar::Subtract, 2>("subtract", subtract_gradient, "Sub");

template <class Device> struct Kernel<subtract_op, Device> : detail::scalar::Subtract {};

constexpr Value operator-(Value a, Value b) {
  if (detail::is_constant(b, 0) && detail::covers(a, b)) return a;
  return detail::binary(subtract_op, a, b);
}
constexpr Value operator-(Value a, double b) { return a - a.constant(b); }
constexpr Value operator-(double a, Value b) { return b.constant(a) - b; }

}  // namespace cortexpr
