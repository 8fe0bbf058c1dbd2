/// Zeroes a share of the elements while training and scales the others up (Srivastava et al. 2014).
#pragma once

#include <cortexpr/ops/multiply.hpp>
#include <cortexpr/ops/random.hpp>

namespace cortexpr {

namespace detail {
struct Dropout {
  double rate = 0.5;
  constexpr Dropout operator()(double r) const { return {r}; }

  constexpr Value operator()(Value x) const {
    if (!(rate >= 0 && rate < 1))
      return x.fail("dropout", "a rate in [0, 1)", Text<64>{}.append(static_cast<int>(rate)).view(),
                    "write dropout(0.5)");
    if (!x.is_training() || rate == 0) return x;
    const Value kept = random_bernoulli(x, x.shape(), 1 - rate);
    return x * (kept * (1 / (1 - rate)));
  }
};
}  // namespace detail

/// `dropout(0.2)`: a fifth of the elements are zeroed; 0.5 unless given.
inline constexpr detail::Dropout dropout{};

}  // namespace cortexpr
