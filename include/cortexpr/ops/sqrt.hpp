/// The square root, elementwise; its gradient is infinite at 0.
#pragma once

#include <cortexpr/ops/divide.hpp>

namespace cortexpr {

constexpr Value sqrt(Value a);
constexpr void sqrt_gradient(Backward& b) { b.add(0, b.dy() * 0.5 / b.y()); }
inline constexpr Op sqrt_op = elementwise_op<detail::scalar::Sqrt, 1>("sqrt", sqrt_gradient, "Sqrt");

template <class Device> struct Kernel<sqrt_op, Device> : detail::scalar::Sqrt {};

constexpr Value sqrt(Value a) { return detail::unary(sqrt_op, a); }

}  // namespace cortexpr
