/// The hyperbolic tangent, elementwise.
#pragma once

#include <cortexpr/ops/multiply.hpp>
#include <cortexpr/ops/subtract.hpp>

namespace cortexpr {

constexpr Value tanh(Value a);
constexpr void tanh_gradient(Backward& b) { b.add(0, b.dy() * (1.0 - b.y() * b.y())); }
inline constexpr Op tanh_op = elementwise_op<detail::scalar::Tanh, 1>("tanh", tanh_gradient, "Tanh");

template <class Device> struct Kernel<tanh_op, Device> : detail::scalar::Tanh {};

constexpr Value tanh(Value a) { return detail::unary(tanh_op, a); }

}  // namespace cortexpr
