/// Batch and layer normalisation.
#pragma once

#include <cortexpr/core/options.hpp>
#include <cortexpr/ops/add.hpp>
#include <cortexpr/ops/assign.hpp>
#include <cortexpr/ops/extremum.hpp>
#include <cortexpr/ops/reduce.hpp>
#include <cortexpr/ops/sqrt.hpp>
#include <cortexpr/ops/subtract.hpp>

namespace cortexpr {

struct BatchNormOptions {
  float momentum = 0.9f;  ///< how much of the running averages a step keeps
  float epsilon = 1e-5f;
};
struct LayerNormOptions {
  float epsilon = 1e-5f;
};

namespace detail {

constexpr Value normalize(Value x, Value mean, Value variance, float epsilon) {
  return (x - mean) / sqrt(variance + static_cast<double>(epsilon));
}
constexpr Value scale_and_shift(Value x, int channels) {
  const Value gamma = x.parameter("gamma", {channels}, {.a = 1.f}),
              beta = x.parameter("beta", {channels}, {});
  return x * gamma + beta;
}

struct BatchNorm {
  BatchNormOptions options{};
  constexpr BatchNorm operator()(const BatchNormOptions& o) const { return {o}; }
  NoSuchOption<BatchNormOptions> operator()(...) const = delete;  // options: momentum, epsilon

  constexpr Value operator()(Value x) const {
    if (x.rank() < 1)
      return x.fail("batch_norm", "[..., channels]", Text<64>{}.append(x.shape()).view(),
                    "normalise a batched value");
    const int channels = x.last();
    const Value running_mean = x.state("running_mean", {channels}),
                running_variance = x.state("running_variance", {channels}, 1);
    if (!x.is_training())
      return scale_and_shift(normalize(x, running_mean, running_variance, options.epsilon), channels);
    Axes axes{(1 << (x.rank() - 1)) - 1, x.batched()};
    const Value share = reciprocal_count(x, axes);
    const auto average = [&](Value v) { return reshape(reduce(sum_op, v, axes), {channels}) * share; };
    const Value mean = average(x), variance = average(square(x - mean));
    // The running variance is the unbiased one (Ioffe & Szegedy 2015, algorithm 2).
    const Value unbiased = variance / max(1.0 - share, share);
    const double keep = static_cast<double>(options.momentum);
    assign(running_mean, stop_gradient(running_mean * keep + mean * (1 - keep)));
    assign(running_variance, stop_gradient(running_variance * keep + unbiased * (1 - keep)));
    return scale_and_shift(normalize(x, mean, variance, options.epsilon), channels);
  }
};

struct LayerNorm {
  LayerNormOptions options{};
  constexpr LayerNorm operator()(const LayerNormOptions& o) const { return {o}; }
  NoSuchOption<LayerNormOptions> operator()(...) const = delete;  // options: epsilon

  constexpr Value operator()(Value x) const {
    if (x.rank() < 1)
      return x.fail("layer_norm", "[..., features]", Text<64>{}.append(x.shape()).view(),
                    "normalise a value with axes");
    const Value mean = cortexpr::mean(x, {-1}, keep_axes);
    const Value variance = cortexpr::mean(square(x - mean), {-1}, keep_axes);
    return scale_and_shift(normalize(x, mean, variance, options.epsilon), x.last());
  }
};

}  // namespace detail

/// Each channel (last axis) to mean 0 and variance 1 over batch and other axes, then scaled by gamma and
/// shifted by beta; in inference by running averages (Ioffe & Szegedy 2015). State: running_mean,
/// running_variance [channels].
inline constexpr detail::BatchNorm batch_norm{};
/// The last axis of each sample to mean 0 and variance 1, then gamma and beta (Ba et al. 2016).
inline constexpr detail::LayerNorm layer_norm{};

}  // namespace cortexpr
