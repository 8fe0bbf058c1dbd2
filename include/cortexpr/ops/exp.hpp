/// e to the power of a, elementwise.
#pragma once

#include <cortexpr/ops/multiply.hpp>

namespace cortexpr {

constexpr Value exp(Value a);
constexpr void exp_gradient(Backward& b) { b.add(0, b.dy() * b.y()); }
inline constexpr Op exp_op = elementwise_op<detail::scalar::Exp, 1>("exp", exp_gradient, "Exp");

template <class Device> struct Kernel<exp_op, Device> : detail::scalar::Exp {};

constexpr Value exp(Value a) { return detail::unary(exp_op, a); }

}  // namespace cortexpr
