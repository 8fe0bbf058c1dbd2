/// Adam (Kingma & Ba 2015) and AdamW (Loshchilov & Hutter 2019).
#pragma once

#include <cortexpr/core/options.hpp>
#include <cortexpr/ops/add.hpp>
#include <cortexpr/ops/assign.hpp>
#include <cortexpr/ops/divide.hpp>
#include <cortexpr/ops/power.hpp>
#include <cortexpr/ops/sqrt.hpp>
#include <cortexpr/ops/subtract.hpp>

namespace cortexpr {

struct AdamOptions {
  float learning_rate = 1e-3f;
  float beta1 = 0.9f;     ///< how much of the mean gradient a step keeps
  float beta2 = 0.999f;   ///< how much of the mean squared gradient a step keeps
  float epsilon = 1e-8f;  ///< added to the root of the mean square
};
struct AdamWOptions : AdamOptions {
  float weight_decay = 1e-2f;  ///< decoupled: parameters shrink by learning_rate * weight_decay a step
};

namespace detail {

/// What both share: the step without decay, `learning_rate * m / (sqrt(v) + epsilon)`, corrected for its
/// start.
template <class Self> constexpr Value adam_step(Value w, Value g) {
  const Value b1 = w.scalar<&Self::beta1>(), b2 = w.scalar<&Self::beta2>();
  const Value count = w.state("step", {}), t = assign(count, count + 1.0);
  const Value m_old = w.state("m", w.shape()), v_old = w.state("v", w.shape());
  const Value m = assign(m_old, m_old * b1 + g * (1.0 - b1));
  const Value v = assign(v_old, v_old * b2 + g * g * (1.0 - b2));
  const Value root = sqrt(1.0 - pow(b2, t));
  const Value rate = w.scalar<&Self::learning_rate>() * root / (1.0 - pow(b1, t));
  return rate * m / (sqrt(v) + w.scalar<&Self::epsilon>() * root);
}

struct Adam : AdamOptions {
  constexpr Adam() = default;
  explicit constexpr Adam(const AdamOptions& o) : AdamOptions(o) {}
  constexpr Adam operator()(const AdamOptions& o) const { return Adam(o); }
  NoSuchOption<AdamOptions> operator()(...) const = delete;  // options: learning_rate, beta1, beta2, epsilon
  constexpr Value operator()(Value w, Value g) const { return w - adam_step<Adam>(w, g); }
};

struct AdamW : AdamWOptions {
  constexpr AdamW() = default;
  explicit constexpr AdamW(const AdamWOptions& o) : AdamWOptions(o) {}
  constexpr AdamW operator()(const AdamWOptions& o) const { return AdamW(o); }
  NoSuchOption<AdamWOptions> operator()(...) const = delete;  // options: those of adam, weight_decay
  constexpr Value operator()(Value w, Value g) const {
    const Value shrink = 1.0 - w.scalar<&AdamW::learning_rate>() * w.scalar<&AdamW::weight_decay>();
    return w * shrink - adam_step<AdamW>(w, g);
  }
};

}  // namespace detail

inline constexpr detail::Adam adam{};
inline constexpr detail::AdamW adamw{};

}  // namespace cortexpr
