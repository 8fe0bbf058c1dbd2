/// a / b, elementwise with broadcasting.
#pragma once

#include <cortexpr/ops/elementwise.hpp>
#include <cortexpr/ops/multiply.hpp>
#include <cortexpr/ops/negate.hpp>

namespace cortexpr {

constexpr Value operator/(Value a, Value b);
constexpr void divide_gradient(Backward& b) {
  if (b.wants(0)) b.add(0, b.dy() / b.input(1));
  if (b.wants(1)) b.add(1, -(b.dy() * b.y() / b.input(1)));
}
inline constexpr Op divide_op = elementwise_op<detail::scalar::Divide, 2>("divide", divide_gradient, "Div");

template <class Device> struct Kernel<divide_op, Device> : detail::scalar::Divide {};

constexpr Value operator/(Value a, Value b) {
  if (detail::is_constant(b, 1) && detail::covers(a, b)) return a;
  return detail::binary(divide_op, a, b);
}
constexpr Value operator/(Value a, double b) { return a / a.constant(b); }
constexpr Value operator/(double a, Value b) { return b.constant(a) / b; }

}  // namespace cortexpr
