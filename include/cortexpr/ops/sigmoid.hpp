/// 1 / (1 + exp(-a)), elementwise. The layer of this name is in layers/activations.hpp.
#pragma once

#include <cortexpr/ops/multiply.hpp>
#include <cortexpr/ops/subtract.hpp>

namespace cortexpr {

constexpr void sigmoid_gradient(Backward& b) { b.add(0, b.dy() * (b.y() * (1.0 - b.y()))); }
inline constexpr Op sigmoid_op =
    elementwise_op<detail::scalar::Sigmoid, 1>("sigmoid", sigmoid_gradient, "Sigmoid");

template <class Device> struct Kernel<sigmoid_op, Device> : detail::scalar::Sigmoid {};

}  // namespace cortexpr
