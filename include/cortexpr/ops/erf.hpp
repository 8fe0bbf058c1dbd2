/// The error function, elementwise (Abramowitz & Stegun 7.1.1).
#pragma once

#include <cortexpr/ops/exp.hpp>
#include <cortexpr/ops/negate.hpp>

namespace cortexpr {

constexpr Value erf(Value a);
constexpr void erf_gradient(Backward& b) {
  b.add(0, b.dy() * (1.1283791670955126 * exp(-(b.input(0) * b.input(0)))));
}
inline constexpr Op erf_op = elementwise_op<detail::scalar::Erf, 1>("erf", erf_gradient, "Erf");

template <class Device> struct Kernel<erf_op, Device> : detail::scalar::Erf {};

constexpr Value erf(Value a) { return detail::unary(erf_op, a); }

}  // namespace cortexpr
