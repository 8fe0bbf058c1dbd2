/// RMSprop (Tieleman & Hinton 2012, lecture 6.5).
#pragma once

#include <cortexpr/core/options.hpp>
#include <cortexpr/ops/add.hpp>
#include <cortexpr/ops/assign.hpp>
#include <cortexpr/ops/divide.hpp>
#include <cortexpr/ops/sqrt.hpp>
#include <cortexpr/ops/subtract.hpp>

namespace cortexpr {

struct RmspropOptions {
  float learning_rate = 1e-2f;
  float decay = 0.99f;    ///< how much of the mean squared gradient a step keeps
  float epsilon = 1e-8f;  ///< added to its root
};

namespace detail {
struct Rmsprop : RmspropOptions {
  constexpr Rmsprop() = default;
  explicit constexpr Rmsprop(const RmspropOptions& o) : RmspropOptions(o) {}
  constexpr Rmsprop operator()(const RmspropOptions& o) const { return Rmsprop(o); }
  NoSuchOption<RmspropOptions> operator()(...) const = delete;  // options: learning_rate, decay, epsilon
  constexpr Value operator()(Value w, Value g) const {
    const Value keep = w.scalar<&Rmsprop::decay>(), old = w.state("mean_square", w.shape());
    const Value square = assign(old, keep * old + (1.0 - keep) * (g * g));
    return w - w.scalar<&Rmsprop::learning_rate>() * g / (sqrt(square) + w.scalar<&Rmsprop::epsilon>());
  }
};
}  // namespace detail

inline constexpr detail::Rmsprop rmsprop{};

}  // namespace cortexpr
