/// Gradient descent, plain and with momentum (Polyak 1964; Nesterov 1983, in the form of Sutskever et al.
/// 2013).
#pragma once

#include <cortexpr/core/options.hpp>
#include <cortexpr/ops/add.hpp>
#include <cortexpr/ops/assign.hpp>
#include <cortexpr/ops/multiply.hpp>
#include <cortexpr/ops/subtract.hpp>

namespace cortexpr {

struct SgdOptions {
  float learning_rate = 1e-2f;
};
struct MomentumOptions {
  float learning_rate = 1e-2f;
  float momentum = 0.9f;  ///< how much of the last step is made again
};

namespace detail {

struct Sgd : SgdOptions {
  constexpr Sgd() = default;
  explicit constexpr Sgd(const SgdOptions& o) : SgdOptions(o) {}
  constexpr Sgd operator()(const SgdOptions& o) const { return Sgd(o); }
  NoSuchOption<SgdOptions> operator()(...) const = delete;  // options: learning_rate
  constexpr Value operator()(Value w, Value g) const { return w - w.scalar<&Sgd::learning_rate>() * g; }
};

template <bool nesterov> struct Momentum : MomentumOptions {
  constexpr Momentum() = default;
  explicit constexpr Momentum(const MomentumOptions& o) : MomentumOptions(o) {}
  constexpr Momentum operator()(const MomentumOptions& o) const { return Momentum(o); }
  NoSuchOption<MomentumOptions> operator()(...) const = delete;  // options: learning_rate, momentum
  constexpr Value operator()(Value w, Value g) const {
    const Value mu = w.scalar<&Momentum::momentum>(), old = w.state("velocity", w.shape());
    const Value velocity = assign(old, mu * old + g);
    return w - w.scalar<&Momentum::learning_rate>() * (nesterov ? g + mu * velocity : velocity);
  }
};

}  // namespace detail

/// w - learning_rate * gradient.
inline constexpr detail::Sgd sgd{};
/// Gradient descent with momentum: a velocity that gathers gradients.
inline constexpr detail::Momentum<false> momentum{};
/// The same, looking ahead by one step.
inline constexpr detail::Momentum<true> nesterov{};

}  // namespace cortexpr
