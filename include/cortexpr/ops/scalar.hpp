/// The formulas for single numbers, usable in constant expressions.
#pragma once

#include <cortexpr/core/config.hpp>
#include <cortexpr/core/math.hpp>

namespace cortexpr::detail::scalar {

using math::abs;
using math::erf;
using math::exp;
using math::log;
using math::pow;
using math::sigmoid;
using math::sqrt;
using math::tanh;

template <class T> constexpr T min(T a, T b) { return b < a ? b : a; }
template <class T> constexpr T max(T a, T b) { return a < b ? b : a; }
template <class T> constexpr T select(bool c, T a, T b) { return c ? a : b; }

#include <cortexpr/ops/formulas.hpp>

}  // namespace cortexpr::detail::scalar
