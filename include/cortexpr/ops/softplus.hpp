/// log(1 + exp(a)), elementwise, safe for any a.
#pragma once

#include <cortexpr/ops/sigmoid.hpp>

namespace cortexpr {

constexpr void softplus_gradient(Backward& b) { b.add(0, b.dy() * detail::unary(sigmoid_op, b.input(0))); }
inline constexpr Op softplus_op =
    elementwise_op<detail::scalar::Softplus, 1>("softplus", softplus_gradient, "Softplus");

template <class Device> struct Kernel<softplus_op, Device> : detail::scalar::Softplus {};

}  // namespace cortexpr
