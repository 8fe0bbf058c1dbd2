/// The functions of <cmath> that networks need, usable in constant expressions, for float and double.
///
/// At run time each is the C library's (by its builtin name, which spares every program the 0.1 s of <cmath>,
/// and which device code understands too). In constant evaluation they are our own, within 2 units in the
/// last place for double; float is computed in double and rounded once.
#pragma once

#include <cortexpr/core/config.hpp>
#include <cortexpr/core/math/circular.hpp>
#include <cortexpr/core/math/error_function.hpp>
#include <cortexpr/core/math/exponential.hpp>
#include <cortexpr/core/math/logarithm.hpp>
#include <cstdint>

namespace cortexpr {

namespace detail {
template <class T> inline constexpr bool is_real = false;
template <> inline constexpr bool is_real<float> = true;
template <> inline constexpr bool is_real<double> = true;
}  // namespace detail

/// float or double.
template <class T>
concept Real = detail::is_real<T>;

namespace detail {

/// Newton's iteration from above for 1 <= x < 4, then one step with the exact remainder, which rounds
/// correctly.
CORTEXPR_HOST_DEVICE constexpr double portable_sqrt(double x) {
  if (x != x || x == 0 || x == __builtin_inf()) return x;
  if (x < 0) return __builtin_nan("");
  const Mantissa e = mantissa(x);
  const bool odd = e.k % 2 != 0;
  const double m = odd ? 2 * e.m : e.m;  // in [0.7, 2.9)
  double y = 0.5 * (1 + m) - (m - 1) * (m - 1) * 0.06;
  for (int i = 0; i < 4; ++i) y = 0.5 * (y + m / y);
  const Pair square = exact_product(y, y);
  return scaled(y + ((m - square.hi) - square.lo) / (2 * y), (odd ? e.k - 1 : e.k) / 2);
}

CORTEXPR_HOST_DEVICE constexpr double portable_floor(double x) {
  if ((bits_of(x) & 0x7fffffffffffffff) >= bits_of(0x1p52) || x == 0) return x;  // whole, or not finite
  const auto whole = static_cast<double>(static_cast<std::int64_t>(x));
  return whole > x ? whole - 1 : whole;
}

/// Rounds to T without leaving the range of what a constant expression may convert.
template <class T> CORTEXPR_HOST_DEVICE constexpr T narrowed(double x) {
  if constexpr (sizeof(T) == sizeof(float)) {
    if (x >= 0x1.ffffffp127) return __builtin_inff();
    if (x <= -0x1.ffffffp127) return -__builtin_inff();
  }
  return static_cast<T>(x);
}

template <class T> inline constexpr bool is_float = false;
template <> inline constexpr bool is_float<float> = true;

}  // namespace detail

/// Elementary functions; special cases as in ISO C, annex F.
namespace math {

template <Real T> CORTEXPR_HOST_DEVICE constexpr bool isnan(T x) {
  return (detail::bits_of(x) & 0x7fffffffffffffff) >
         0x7ff0000000000000;  // even where the compiler assumes no NaN
}

template <Real T> CORTEXPR_HOST_DEVICE constexpr bool isfinite(T x) {
  return (detail::bits_of(x) & 0x7ff0000000000000) != 0x7ff0000000000000;
}

/// e^x.
template <Real T> CORTEXPR_HOST_DEVICE constexpr T exp(T x) {
  if (__builtin_is_constant_evaluated()) return detail::narrowed<T>(detail::portable_exp(x));
  if constexpr (detail::is_float<T>)
    return __builtin_expf(x);
  else
    return __builtin_exp(x);
}

/// e^x - 1, exact near zero.
template <Real T> CORTEXPR_HOST_DEVICE constexpr T expm1(T x) {
  if (__builtin_is_constant_evaluated()) return detail::narrowed<T>(detail::portable_expm1(x));
  if constexpr (detail::is_float<T>)
    return __builtin_expm1f(x);
  else
    return __builtin_expm1(x);
}

/// The natural logarithm.
template <Real T> CORTEXPR_HOST_DEVICE constexpr T log(T x) {
  if (__builtin_is_constant_evaluated()) return detail::narrowed<T>(detail::portable_log(x));
  if constexpr (detail::is_float<T>)
    return __builtin_logf(x);
  else
    return __builtin_log(x);
}

/// log(1 + x), exact near zero.
template <Real T> CORTEXPR_HOST_DEVICE constexpr T log1p(T x) {
  if (__builtin_is_constant_evaluated()) return detail::narrowed<T>(detail::portable_log1p(x));
  if constexpr (detail::is_float<T>)
    return __builtin_log1pf(x);
  else
    return __builtin_log1p(x);
}

/// The square root, correctly rounded.
template <Real T> CORTEXPR_HOST_DEVICE constexpr T sqrt(T x) {
  if (__builtin_is_constant_evaluated()) return detail::narrowed<T>(detail::portable_sqrt(x));
  if constexpr (detail::is_float<T>)
    return __builtin_sqrtf(x);
  else
    return __builtin_sqrt(x);
}

/// The hyperbolic tangent.
template <Real T> CORTEXPR_HOST_DEVICE constexpr T tanh(T x) {
  if (__builtin_is_constant_evaluated()) return detail::narrowed<T>(detail::portable_tanh(x));
  if constexpr (detail::is_float<T>)
    return __builtin_tanhf(x);
  else
    return __builtin_tanh(x);
}

/// The error function, 2/sqrt(pi) times the integral of exp(-t^2) from 0 to x.
template <Real T> CORTEXPR_HOST_DEVICE constexpr T erf(T x) {
  if (__builtin_is_constant_evaluated()) return detail::narrowed<T>(detail::portable_erf(x));
  if constexpr (detail::is_float<T>)
    return __builtin_erff(x);
  else
    return __builtin_erf(x);
}

/// The largest whole number that is not above x.
template <Real T> CORTEXPR_HOST_DEVICE constexpr T floor(T x) {
  if (__builtin_is_constant_evaluated()) return detail::narrowed<T>(detail::portable_floor(x));
  if constexpr (detail::is_float<T>)
    return __builtin_floorf(x);
  else
    return __builtin_floor(x);
}

/// The sine of x in radians.
template <Real T> CORTEXPR_HOST_DEVICE constexpr T sin(T x) {
  if (__builtin_is_constant_evaluated()) return detail::narrowed<T>(detail::portable_sin(x));
  if constexpr (detail::is_float<T>)
    return __builtin_sinf(x);
  else
    return __builtin_sin(x);
}

/// The cosine of x in radians.
template <Real T> CORTEXPR_HOST_DEVICE constexpr T cos(T x) {
  if (__builtin_is_constant_evaluated()) return detail::narrowed<T>(detail::portable_cos(x));
  if constexpr (detail::is_float<T>)
    return __builtin_cosf(x);
  else
    return __builtin_cos(x);
}

/// x to the power y.
template <Real T> CORTEXPR_HOST_DEVICE constexpr T pow(T x, T y) {
  if (__builtin_is_constant_evaluated()) return detail::narrowed<T>(detail::portable_pow(x, y));
  if constexpr (detail::is_float<T>)
    return __builtin_powf(x, y);
  else
    return __builtin_pow(x, y);
}

/// The magnitude, without the sign bit.
template <Real T> CORTEXPR_HOST_DEVICE constexpr T abs(T x) {
  if constexpr (detail::is_float<T>)
    return __builtin_fabsf(x);
  else
    return __builtin_fabs(x);
}

/// The logistic function 1 / (1 + e^-x), safe at any x.
template <Real T> CORTEXPR_HOST_DEVICE constexpr T sigmoid(T x) {
  if (__builtin_is_constant_evaluated()) return detail::narrowed<T>(detail::portable_sigmoid(x));
  const T e = exp(-abs(x));
  return (x < 0 ? e : T(1)) / (1 + e);
}

}  // namespace math
}  // namespace cortexpr
