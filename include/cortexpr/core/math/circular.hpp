/// sin and cos by code that is the same everywhere, constant evaluation included, exact for arguments of any
/// size.
///
/// x = n pi/2 + r with |r| <= pi/4. Moderate x subtract n times pi/2 in three parts (Cody and Waite); large
/// ones multiply by the digits of 2/pi that matter (Payne and Hanek, "Radian reduction for trigonometric
/// functions", SIGNUM Newsletter 18, 1983).
#pragma once

#include <cortexpr/core/math/pair.hpp>

namespace cortexpr::detail {

struct ReducedAngle {
  int quadrant;  ///< n modulo 4
  Pair r;
};

/// For |x| < 2^20: the first two parts of pi/2 have 33 bits each, so that their products with n are exact.
CORTEXPR_HOST_DEVICE constexpr ReducedAngle reduce_small_angle(double x) {
  const int n = nearest(x * 0.6366197723675814);
  const Pair r = exact_sum(x - n * 1.5707963267341256, -n * 6.077100506303966e-11);
  const Pair rest = exact_sum(r.hi, -n * 2.0222662487959506e-21);
  return {n & 3, exact_sum_ordered(rest.hi, rest.lo + r.lo)};
}

/// The binary digits of 2/pi, 32 to a word, most significant first.
CORTEXPR_HOST_DEVICE constexpr std::uint32_t two_over_pi(int word) {
  constexpr std::uint32_t words[] = {
      0xa2f9836e, 0x4e441529, 0xfc2757d1, 0xf534ddc0, 0xdb629599, 0x3c439041, 0xfe5163ab, 0xdebbc561,
      0xb7246e3a, 0x424dd2e0, 0x06492eea, 0x09d1921c, 0xfe1deb1c, 0xb129a73e, 0xe88235f5, 0x2ebb4484,
      0xe99c7026, 0xb45f7e41, 0x3991d639, 0x835339f4, 0x9c845f8b, 0xbdf9283b, 0x1ff897ff, 0xde05980f,
      0xef2f118b, 0x5a0a6d1f, 0x6d367ecf, 0x27cb09b7, 0x4f463f66, 0x9e5fea2d, 0x7527bac7, 0xebe5f17b,
      0x3d0739f7, 0x8a5292ea, 0x6bfb5fb1, 0x1f8d5d08, 0x56033046};
  return words[word];
}

/// For x >= 2^20. x is m 2^e with an integer m; words of 2/pi whose product with m 2^e is a multiple of 4 are
/// left out, and seven words after them give more than 64 bits of the fraction in the worst case.
CORTEXPR_HOST_DEVICE constexpr ReducedAngle reduce_large_angle(double x) {
  const std::uint64_t m = (bits_of(x) & 0xfffffffffffff) | 0x10000000000000;
  const int e = static_cast<int>(bits_of(x) >> 52) - 1075;
  const int first = e > 2 ? (e - 2) / 32 : 0;
  std::uint32_t digits[10]{};  // m times the seven words, least significant first, and a zero
  std::uint64_t low = 0, high = 0;
  for (int i = 0; i < 7; ++i) {
    const std::uint64_t word = two_over_pi(first + 6 - i);
    low = (low >> 32) + (m & 0xffffffff) * word + (high & 0xffffffff);
    high = (high >> 32) + (m >> 32) * word;
    digits[i] = static_cast<std::uint32_t>(low);
  }
  low = (low >> 32) + (high & 0xffffffff);
  digits[7] = static_cast<std::uint32_t>(low);
  digits[8] = static_cast<std::uint32_t>((low >> 32) + (high >> 32));

  const int point = 32 * (first + 7) - e;  // so many of the digits' bits are the fraction
  const auto word_at = [&digits](int bit) {
    const std::uint64_t two = digits[bit / 32] | (std::uint64_t{digits[bit / 32 + 1]} << 32);
    return static_cast<std::uint32_t>(two >> (bit % 32));
  };
  const std::uint32_t turns = word_at(point) + (word_at(point - 32) >> 31);  // rounded to the nearest
  std::uint64_t upper = (std::uint64_t{word_at(point - 32)} << 32) | word_at(point - 64);
  std::uint64_t lower = (std::uint64_t{word_at(point - 96)} << 32) | word_at(point - 128);
  const bool negative = (upper >> 63) != 0;
  if (negative) {
    upper = ~upper + (lower == 0 ? 1 : 0);
    lower = ~lower + 1;
  }
  const Pair f = exact_sum_ordered(
      static_cast<double>(upper & ~std::uint64_t{0x7ff}) * 0x1p-64,
      (static_cast<double>(upper & 0x7ff) + static_cast<double>(lower) * 0x1p-64) * 0x1p-64);
  const Pair r = product(f, {1.5707963267948966, 6.123233995736766e-17});
  return {static_cast<int>(turns & 3), negative ? Pair{-r.hi, -r.lo} : r};
}

CORTEXPR_HOST_DEVICE constexpr ReducedAngle reduce_angle(double x) {
  if (x < 0x1p20 && x > -0x1p20) return reduce_small_angle(x);
  if (x > 0) return reduce_large_angle(x);
  const ReducedAngle mirrored = reduce_large_angle(-x);
  return {-mirrored.quadrant & 3, {-mirrored.r.hi, -mirrored.r.lo}};
}

/// Taylor series on |r| <= pi/4, in r^2 from -1/3! on.
CORTEXPR_HOST_DEVICE constexpr double sin_near_zero(Pair r) {
  const double x = r.hi, z = x * x;
  const double tail = -1.6666666666666666e-01 +
                      z * (8.3333333333333332e-03 +
                           z * (-1.9841269841269841e-04 +
                                z * (2.7557319223985893e-06 +
                                     z * (-2.5052108385441720e-08 +
                                          z * (1.6059043836821613e-10 + z * (-7.6471637318198164e-13 +
                                                                             z * 2.8114572543455206e-15))))));
  return x + (r.lo * (1 - 0.5 * z) + x * z * tail);
}

/// 1 - r^2/2 is summed exactly; then the Taylor series from 1/4! on.
CORTEXPR_HOST_DEVICE constexpr double cos_near_zero(Pair r) {
  const double x = r.hi, z = x * x;
  const double tail = 4.1666666666666664e-02 +
                      z * (-1.3888888888888889e-03 +
                           z * (2.4801587301587302e-05 +
                                z * (-2.7557319223985888e-07 +
                                     z * (2.0876756987868100e-09 +
                                          z * (-1.1470745597729725e-11 + z * 4.7794773323873853e-14)))));
  const Pair head = exact_sum_ordered(1, -0.5 * z);
  return head.hi + (head.lo + (z * z * tail - x * r.lo));
}

/// sin(x + turns pi/2)
CORTEXPR_HOST_DEVICE constexpr double portable_sin(double x, int turns = 0) {
  if (x != x || x == __builtin_inf() || x == -__builtin_inf()) return __builtin_nan("");
  if (turns == 0 && x < 1e-9 && x > -1e-9) return x;
  const ReducedAngle a = reduce_angle(x);
  const int quadrant = a.quadrant + turns;
  const double size = (quadrant & 1) != 0 ? cos_near_zero(a.r) : sin_near_zero(a.r);
  return (quadrant & 2) != 0 ? -size : size;
}

CORTEXPR_HOST_DEVICE constexpr double portable_cos(double x) { return portable_sin(x, 1); }

}  // namespace cortexpr::detail
