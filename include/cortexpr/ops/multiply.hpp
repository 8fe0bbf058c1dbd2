/// a * b, elementwise with broadcasting.
#pragma once

#include <cortexpr/ops/elementwise.hpp>

namespace cortexpr {

constexpr Value operator*(Value a, Value b);
constexpr void multiply_gradient(Backward& b) {
  if (b.wants(0)) b.add(0, b.dy() * b.input(1));
  if (b.wants(1)) b.add(1, b.dy() * b.input(0));
}
inline constexpr Op multiply_op =
    elementwise_op<detail::scalar::Multiply, 2>("multiply", multiply_gradient, "Mul");

template <class Device> struct Kernel<multiply_op, Device> : detail::scalar::Multiply {};

constexpr Value operator*(Value a, Value b) {
  if (detail::is_constant(b, 1) && detail::covers(a, b)) return a;
  if (detail::is_constant(a, 1) && detail::covers(b, a)) return b;
  return detail::binary(multiply_op, a, b);
}
constexpr Value operator*(Value a, double b) { return a * a.constant(b); }
constexpr Value operator*(double a, Value b) { return b.constant(a) * b; }

constexpr Value square(Value a) { return a * a; }

}  // namespace cortexpr
