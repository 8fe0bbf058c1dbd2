/// Steps that stand before an optimizer and change the gradient: penalties and clipping.
#pragma once

#include <cortexpr/core/options.hpp>
#include <cortexpr/ops/add.hpp>
#include <cortexpr/ops/compare.hpp>
#include <cortexpr/ops/divide.hpp>
#include <cortexpr/ops/extremum.hpp>
#include <cortexpr/ops/multiply.hpp>
#include <cortexpr/ops/negate.hpp>
#include <cortexpr/ops/reduce.hpp>
#include <cortexpr/ops/sqrt.hpp>
#include <cortexpr/ops/subtract.hpp>
#include <cortexpr/optimizers/optimizer.hpp>

namespace cortexpr {

struct PenaltyOptions {
  float weight = 1e-4f;
};
struct ClipValueOptions {
  float limit = 1;
};
struct ClipNormOptions {
  float max_norm = 1;
};

namespace detail {
struct L2 : PenaltyOptions {
  constexpr L2() = default;
  explicit constexpr L2(const PenaltyOptions& o) : PenaltyOptions(o) {}
  constexpr L2 operator()(const PenaltyOptions& o) const { return L2(o); }
  NoSuchOption<PenaltyOptions> operator()(...) const = delete;  // options: weight
  constexpr Value operator()(Value w, Value g) const { return g + w.scalar<&L2::weight>() * w; }
};
struct L1 : PenaltyOptions {
  constexpr L1() = default;
  explicit constexpr L1(const PenaltyOptions& o) : PenaltyOptions(o) {}
  constexpr L1 operator()(const PenaltyOptions& o) const { return L1(o); }
  NoSuchOption<PenaltyOptions> operator()(...) const = delete;  // options: weight
  constexpr Value operator()(Value w, Value g) const {
    const Value sign = (w > 0.0) - (w < 0.0);
    return g + w.scalar<&L1::weight>() * sign;
  }
};
struct ClipByValue : ClipValueOptions {
  constexpr ClipByValue() = default;
  explicit constexpr ClipByValue(const ClipValueOptions& o) : ClipValueOptions(o) {}
  constexpr ClipByValue operator()(const ClipValueOptions& o) const { return ClipByValue(o); }
  NoSuchOption<ClipValueOptions> operator()(...) const = delete;  // options: limit
  constexpr Value operator()(Value w, Value g) const {
    const Value most = w.scalar<&ClipByValue::limit>();
    return max(min(g, most), -most);
  }
};
struct ClipByGlobalNorm : ClipNormOptions {
  constexpr ClipByGlobalNorm() = default;
  explicit constexpr ClipByGlobalNorm(const ClipNormOptions& o) : ClipNormOptions(o) {}
  constexpr ClipByGlobalNorm operator()(const ClipNormOptions& o) const { return ClipByGlobalNorm(o); }
  NoSuchOption<ClipNormOptions> operator()(...) const = delete;  // options: max_norm
  constexpr Value operator()(Value w, Value g) const {
    const Value limit = w.scalar<&ClipByGlobalNorm::max_norm>();
    return g * (limit / max(sqrt(sum(g * g)), limit));
  }
};
}  // namespace detail

/// Adds weight * w to the gradient: the derivative of weight / 2 * |w|^2 (weight decay in its coupled form).
inline constexpr detail::L2 l2{};
/// Adds weight * sign(w): the derivative of weight * |w|_1.
inline constexpr detail::L1 l1{};
/// Every element of the gradient into [-limit, limit].
inline constexpr detail::ClipByValue clip_by_value{};
/// The whole gradient scaled down to a norm of at most max_norm (Pascanu et al. 2013).
inline constexpr detail::ClipByGlobalNorm clip_by_global_norm{};

}  // namespace cortexpr
