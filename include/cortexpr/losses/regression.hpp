/// Losses between numbers.
#pragma once

#include <cortexpr/core/options.hpp>
#include <cortexpr/losses/loss.hpp>
#include <cortexpr/ops/abs.hpp>
#include <cortexpr/ops/compare.hpp>
#include <cortexpr/ops/reduce.hpp>
#include <cortexpr/ops/softplus.hpp>
#include <cortexpr/ops/where.hpp>

namespace cortexpr {

namespace detail {
struct MeanSquaredError {
  constexpr Value operator()(Value prediction, Value target) const {
    return mean(square(prediction - target));
  }
};
}  // namespace detail
/// The mean of (prediction - target)^2.
inline constexpr detail::MeanSquaredError mse{};

struct HuberOptions {
  float delta = 1;  ///< where the square turns into a line
};
namespace detail {
struct Huber : HuberOptions {
  constexpr Huber() = default;
  explicit constexpr Huber(const HuberOptions& o) : HuberOptions(o) {}
  constexpr Huber operator()(const HuberOptions& o) const { return Huber(o); }
  NoSuchOption<HuberOptions> operator()(...) const = delete;  // options: delta
  constexpr Value operator()(Value prediction, Value target) const {
    const Value bend = prediction.scalar<&Huber::delta>(), distance = abs(prediction - target);
    return mean(where(distance < bend, 0.5 * square(distance), bend * (distance - 0.5 * bend)));
  }
};
}  // namespace detail
/// d^2 / 2 within delta, a line of slope delta beyond (Huber 1964).
inline constexpr detail::Huber huber{};

namespace detail {
struct BinaryCrossEntropy {
  constexpr Value operator()(Value logits, Value target) const {
    return mean(unary(softplus_op, logits) - logits * target);
  }
};
}  // namespace detail
/// Between sigmoid(logits) and a probability, safe for any logits: log(1 + exp(x)) - x * target.
inline constexpr detail::BinaryCrossEntropy binary_cross_entropy{};

}  // namespace cortexpr
