/// log, log1p and powers by code that is the same everywhere, constant evaluation included.
///
/// x = 2^k m with m between sqrt(1/2) and sqrt(2); log(m) = 2 atanh(s) with s = (m - 1) / (m + 1), whose
/// series converges fast since |s| < 0.172.
#pragma once

#include <cortexpr/core/math/exponential.hpp>

namespace cortexpr::detail {

/// A positive finite x as 2^k * m.
struct Mantissa {
  int k;
  double m;
};

CORTEXPR_HOST_DEVICE constexpr Mantissa mantissa(double x) {
  const bool denormal = x < 0x1p-1022;
  const std::uint64_t bits = bits_of(denormal ? x * 0x1p54 : x);
  const double m = double_of((bits & 0xfffffffffffff) | 0x3ff0000000000000);
  const int k = static_cast<int>(bits >> 52) - (denormal ? 1077 : 1023);
  return m > 1.4142135623730951 ? Mantissa{k + 1, m / 2} : Mantissa{k, m};
}

/// atanh(s) = s + s z (1/3 + z/5 + z^2/7 + ...) with z = s^2 < 0.03: the sum from 1/(2n+1), n = 2 on.
CORTEXPR_HOST_DEVICE constexpr double atanh_tail(double z) {
  return 1. / 5 +
         z * (1. / 7 +
              z * (1. / 9 + z * (1. / 11 +
                                 z * (1. / 13 +
                                      z * (1. / 15 +
                                           z * (1. / 17 + z * (1. / 19 + z * (1. / 21 + z * (1. / 23)))))))));
}

/// log(x) for a positive finite x, with an error near 2^-64 of it.
CORTEXPR_HOST_DEVICE constexpr Pair log_pair(double x) {
  const Mantissa e = mantissa(x);
  const Pair s = quotient({e.m - 1, 0}, exact_sum(e.m, 1));
  const Pair z = product(s, s);
  const Pair third = {0.3333333333333333, 1.850371707708594e-17};
  const Pair series = sum(product(z, third), {z.hi * z.hi * atanh_tail(z.hi), 0});
  const Pair half = sum(s, product(s, series));
  const Pair log2s = exact_sum(e.k * 0.6931471805598903, e.k * 5.497923018708371e-14);
  return sum(log2s, {2 * half.hi, 2 * half.lo});
}

/// log(1 + f) + k ln(2) + c, where sqrt(1/2) <= 1 + f <= sqrt(2) and c is a small correction. Uses
/// 2 s = f - f^2/2 + s f^2/2 for s = f / (2 + f), so that nothing but the last sum is rounded at full size.
CORTEXPR_HOST_DEVICE constexpr double log_near_one(double f, int k, double c) {
  const double s = f / (2 + f);
  const double z = s * s;
  const double half_square = 0.5 * f * f;
  const double rest = 2 * z * (1. / 3 + z * atanh_tail(z));
  return k * 0.6931471805598903 -
         ((half_square - (s * (half_square + rest) + (k * 5.497923018708371e-14 + c))) - f);
}

CORTEXPR_HOST_DEVICE constexpr double portable_log(double x) {
  if (x != x || x == __builtin_inf()) return x;
  if (x == 0) return -__builtin_inf();
  if (x < 0) return __builtin_nan("");
  const Mantissa e = mantissa(x);
  return log_near_one(e.m - 1, e.k, 0);
}

/// log(1 + x), exact near zero too.
CORTEXPR_HOST_DEVICE constexpr double portable_log1p(double x) {
  if (x != x || x == __builtin_inf() || (x < 1e-17 && x > -1e-17)) return x;
  if (x == -1) return -__builtin_inf();
  if (x < -1) return __builtin_nan("");
  if (x > -0.29 && x < 0.41) return log_near_one(x, 0, 0);
  const Pair u = exact_sum(1, x);
  const Mantissa e = mantissa(u.hi);
  return log_near_one(e.m - 1, e.k, u.lo / u.hi);
}

CORTEXPR_HOST_DEVICE constexpr bool is_whole(double y) {
  return y >= 0x1p53 || y <= -0x1p53 || static_cast<double>(static_cast<std::int64_t>(y)) == y;
}

CORTEXPR_HOST_DEVICE constexpr bool is_odd(double y) {
  return y < 0x1p53 && y > -0x1p53 && is_whole(y) && static_cast<std::int64_t>(y) % 2 != 0;
}

/// |x|^y for y that is not 0 and magnitudes that are not NaN.
CORTEXPR_HOST_DEVICE constexpr double power_of_magnitude(double x, double y) {
  if (x == 1) return 1;
  const bool grows = (x > 1) == (y > 0);
  if (x == 0 || x == __builtin_inf() || y > 1e20 || y < -1e20) return grows ? __builtin_inf() : 0;
  if (y < 1e-30 && y > -1e-30) return 1;
  const Pair exponent = product(log_pair(x), {y, 0});
  return portable_exp(exponent);
}

/// x^y with the special cases of ISO C, annex F.
CORTEXPR_HOST_DEVICE constexpr double portable_pow(double x, double y) {
  if (y == 0 || x == 1) return 1;
  if (x != x || y != y) return x != x ? x : y;
  const bool negative = (bits_of(x) >> 63) != 0;
  const bool finite = y < __builtin_inf() && y > -__builtin_inf();
  if (x < 0 && x > -__builtin_inf() && finite && !is_whole(y)) return __builtin_nan("");
  const double size = power_of_magnitude(negative ? -x : x, y);
  return negative && is_odd(y) ? -size : size;
}

}  // namespace cortexpr::detail
