/// Activations. Each is a one-line function of Values, so its gradient and kernels follow.
#pragma once

#include <cortexpr/ops/add.hpp>
#include <cortexpr/ops/compare.hpp>
#include <cortexpr/ops/erf.hpp>
#include <cortexpr/ops/relu.hpp>
#include <cortexpr/ops/softmax.hpp>
#include <cortexpr/ops/softplus.hpp>
#include <cortexpr/ops/tanh.hpp>
#include <cortexpr/ops/where.hpp>

namespace cortexpr {

namespace detail {
struct ReluLayer {
  constexpr Value operator()(Value x) const { return unary(relu_op, x); }
};
struct SigmoidLayer {
  constexpr Value operator()(Value x) const { return unary(sigmoid_op, x); }
};
struct SoftplusLayer {
  constexpr Value operator()(Value x) const { return unary(softplus_op, x); }
};
struct SoftmaxLayer {
  constexpr Value operator()(Value x) const { return softmax(x); }
};
struct SiluLayer {
  constexpr Value operator()(Value x) const { return x * unary(sigmoid_op, x); }
};
struct GeluLayer {
  constexpr Value operator()(Value x) const { return x * (0.5 + 0.5 * erf(x * 0.70710678118654752)); }
};
struct LeakyRelu {
  double slope = 0.01;
  constexpr LeakyRelu operator()(double negative_slope) const { return {negative_slope}; }
  constexpr Value operator()(Value x) const { return where(x > 0.0, x, x * slope); }
};
}  // namespace detail

/// max(x, 0).
inline constexpr detail::ReluLayer relu{};
/// x where positive, otherwise x * slope; `leaky_relu(0.2)` (Maas et al. 2013; slope 0.01 unless given).
inline constexpr detail::LeakyRelu leaky_relu{};
/// 1 / (1 + exp(-x)).
inline constexpr detail::SigmoidLayer sigmoid{};
/// log(1 + exp(x)).
inline constexpr detail::SoftplusLayer softplus{};
/// x * sigmoid(x) (Elfwing et al. 2018; also called swish).
inline constexpr detail::SiluLayer silu{};
/// x * P(N(0, 1) <= x), exactly, by erf (Hendrycks & Gimpel 2016).
inline constexpr detail::GeluLayer gelu{};
/// exp(x) / sum(exp(x)) over the last axis.
inline constexpr detail::SoftmaxLayer softmax{};
// tanh is a function (the C library owns the name): `x | tanh` works all the same.

}  // namespace cortexpr
