/// a + b, elementwise with broadcasting.
#pragma once

#include <cortexpr/ops/elementwise.hpp>

namespace cortexpr {

constexpr void add_gradient(Backward& b) {
  b.add(0, b.dy());
  b.add(1, b.dy());
}
inline constexpr Op add_op = elementwise_op<detail::scalar::Add, 2>("add", add_gradient, "Add");

template <class Device> struct Kernel<add_op, Device> : detail::scalar::Add {};

constexpr Value operator+(Value a, Value b) {
  if (detail::is_constant(b, 0) && detail::covers(a, b)) return a;
  return detail::binary(add_op, a, b);
}
constexpr Value operator+(Value a, double b) { return a + a.constant(b); }
constexpr Value operator+(double a, Value b) { return b.constant(a) + b; }

}  // namespace cortexpr
