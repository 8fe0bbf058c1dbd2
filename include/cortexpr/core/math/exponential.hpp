/// exp, expm1, tanh and the logistic function by code that is the same everywhere, constant evaluation
/// included.
///
/// exp(x) = 2^k exp(r) with |r| <= ln(2)/2; exp(r) - 1 is the Taylor series, whose first two terms are kept
/// in twice the precision, so that the error before the last rounding is near 2^-58.
#pragma once

#include <cortexpr/core/math/pair.hpp>

namespace cortexpr::detail {

/// exp(r) - 1 for |r| <= 0.35.
CORTEXPR_HOST_DEVICE constexpr Pair expm1_near_zero(Pair r) {
  const double x = r.hi;
  const Pair square = exact_product(x, x);
  // 1/3!, 1/4!, ..., 1/14!
  const double tail =
      x * square.hi *
      (1.6666666666666666e-01 +
       x * (4.1666666666666664e-02 +
            x * (8.3333333333333332e-03 +
                 x * (1.3888888888888889e-03 +
                      x * (1.9841269841269841e-04 +
                           x * (2.4801587301587302e-05 +
                                x * (2.7557319223985893e-06 +
                                     x * (2.7557319223985888e-07 +
                                          x * (2.5052108385441720e-08 +
                                               x * (2.0876756987868100e-09 +
                                                    x * (1.6059043836821613e-10 +
                                                         x * 1.1470745597729725e-11)))))))))));
  const Pair s = exact_sum_ordered(x, 0.5 * square.hi);
  return exact_sum_ordered(s.hi, s.lo + (((r.lo + x * r.lo) + 0.5 * square.lo) + tail));
}

/// x = k ln(2) + r.
struct ReducedExponent {
  int k;
  Pair r;
};

/// For |x| < 1100. The first part of ln(2) has 42 bits, so that its product with k is exact.
CORTEXPR_HOST_DEVICE constexpr ReducedExponent reduce_exponent(Pair x) {
  const int k = nearest(x.hi * 1.4426950408889634);
  const Pair r = exact_sum(x.hi - k * 0.6931471805598903, -k * 5.497923018708371e-14);
  return {k, exact_sum_ordered(r.hi, r.lo + x.lo)};
}

CORTEXPR_HOST_DEVICE constexpr double portable_exp(Pair x) {
  if (x.hi != x.hi) return x.hi;
  if (x.hi > 709.782712893384) return __builtin_inf();
  if (x.hi < -745.1332191019412) return 0;
  const ReducedExponent e = reduce_exponent(x);
  const Pair growth = expm1_near_zero(e.r);
  const Pair whole = exact_sum_ordered(1, growth.hi);
  return scaled(whole.hi + (whole.lo + growth.lo), e.k);
}

CORTEXPR_HOST_DEVICE constexpr double portable_exp(double x) { return portable_exp(Pair{x, 0}); }

/// exp(x) with both parts, for |x| < 700.
CORTEXPR_HOST_DEVICE constexpr Pair exp_pair(double x) {
  const ReducedExponent e = reduce_exponent({x, 0});
  const Pair growth = expm1_near_zero(e.r);
  const Pair whole = exact_sum_ordered(1, growth.hi);
  const double scale = power_of_two(e.k);
  return {whole.hi * scale, (whole.lo + growth.lo) * scale};
}

/// exp(x) - 1 with both parts, for |x| < 700.
CORTEXPR_HOST_DEVICE constexpr Pair expm1_pair(double x) {
  const ReducedExponent e = reduce_exponent({x, 0});
  const Pair growth = expm1_near_zero(e.r);
  if (e.k == 0) return growth;
  const double scale = power_of_two(e.k);
  const Pair base = exact_sum(scale, -1);
  return sum(base, {growth.hi * scale, growth.lo * scale});
}

CORTEXPR_HOST_DEVICE constexpr double portable_expm1(double x) {
  if (x > 60) return portable_exp(x);
  if (x < -60) return -1;
  if (x != x || (x < 1e-17 && x > -1e-17)) return x;
  return rounded(expm1_pair(x));
}

/// (e^2x - 1) / (e^2x + 1)
CORTEXPR_HOST_DEVICE constexpr double portable_tanh(double x) {
  if (x > 22) return 1;
  if (x < -22) return -1;
  if (x != x || (x < 1e-9 && x > -1e-9)) return x;
  const Pair growth = expm1_pair(2 * x);
  return rounded(quotient(growth, sum(growth, {2, 0})));
}

/// 1 / (1 + e^-x), for negative x as e^x / (1 + e^x).
CORTEXPR_HOST_DEVICE constexpr double portable_sigmoid(double x) {
  if (x != x) return x;
  if (x > 50) return 1;
  if (x < -50) return portable_exp(x);
  const Pair e = exp_pair(x < 0 ? x : -x);
  return rounded(quotient(x < 0 ? e : Pair{1, 0}, sum({1, 0}, e)));
}

}  // namespace cortexpr::detail
