/// Numbers of twice the precision, as an unevaluated sum of two doubles, for functions that must be exact to
/// the last digit in constant evaluation. The sums and products are those of Dekker, "A floating-point
/// technique for extending the available precision", Numerische Mathematik 18 (1971).
#pragma once

#include <cortexpr/core/config.hpp>
#include <cstdint>

namespace cortexpr::detail {

/// hi + lo, where lo is at most half a unit in the last place of hi.
struct Pair {
  double hi, lo;
};

CORTEXPR_HOST_DEVICE constexpr std::uint64_t bits_of(double x) {
  return __builtin_bit_cast(std::uint64_t, x);
}
CORTEXPR_HOST_DEVICE constexpr double double_of(std::uint64_t bits) {
  return __builtin_bit_cast(double, bits);
}

/// 2^k for -1022 <= k <= 1023.
CORTEXPR_HOST_DEVICE constexpr double power_of_two(int k) {
  return double_of(static_cast<std::uint64_t>(k + 1023) << 52);
}

/// x * 2^k for a normal x near 1; the result may be denormal. In two factors, as 2^k alone may not exist.
CORTEXPR_HOST_DEVICE constexpr double scaled(double x, int k) {
  return x * power_of_two(k / 2) * power_of_two(k - k / 2);
}

/// a + b without error.
CORTEXPR_HOST_DEVICE constexpr Pair exact_sum(double a, double b) {
  const double sum = a + b;
  const double b_part = sum - a;
  return {sum, (a - (sum - b_part)) + (b - b_part)};
}

/// a + b without error where |a| >= |b| or a is zero.
CORTEXPR_HOST_DEVICE constexpr Pair exact_sum_ordered(double a, double b) {
  const double sum = a + b;
  return {sum, b - (sum - a)};
}

/// a * b with an error near 2^-107 of it, for magnitudes that neither overflow nor underflow.
CORTEXPR_HOST_DEVICE constexpr Pair exact_product(double a, double b) {
  constexpr std::uint64_t upper_half = ~std::uint64_t{0x7ffffff};
  const double a_hi = __builtin_bit_cast(double, __builtin_bit_cast(std::uint64_t, a) & upper_half),
               b_hi = __builtin_bit_cast(double, __builtin_bit_cast(std::uint64_t, b) & upper_half),
               a_lo = a - a_hi, b_lo = b - b_hi, product = a * b;
  return {product, ((a_hi * b_hi - product) + (a_hi * b_lo + a_lo * b_hi)) + a_lo * b_lo};
}

CORTEXPR_HOST_DEVICE constexpr Pair sum(Pair a, Pair b) {
  const Pair s = exact_sum(a.hi, b.hi);
  return exact_sum_ordered(s.hi, s.lo + (a.lo + b.lo));
}

CORTEXPR_HOST_DEVICE constexpr Pair product(Pair a, Pair b) {
  const Pair p = exact_product(a.hi, b.hi);
  return exact_sum_ordered(p.hi, p.lo + (a.hi * b.lo + a.lo * b.hi));
}

CORTEXPR_HOST_DEVICE constexpr Pair quotient(Pair a, Pair b) {
  const double q = a.hi / b.hi;
  const Pair back = exact_product(q, b.hi);
  return exact_sum_ordered(q, (((a.hi - back.hi) - back.lo) + (a.lo - q * b.lo)) / b.hi);
}

CORTEXPR_HOST_DEVICE constexpr double rounded(Pair a) { return a.hi + a.lo; }

/// The integer nearest to x, for |x| < 2^31.
CORTEXPR_HOST_DEVICE constexpr int nearest(double x) { return static_cast<int>(x < 0 ? x - 0.5 : x + 0.5); }

}  // namespace cortexpr::detail
