/// a to the power of b, elementwise with broadcasting. b's gradient needs a > 0 (it is 0 elsewhere).
#pragma once

#include <cortexpr/ops/compare.hpp>
#include <cortexpr/ops/log.hpp>
#include <cortexpr/ops/multiply.hpp>
#include <cortexpr/ops/subtract.hpp>
#include <cortexpr/ops/where.hpp>

namespace cortexpr {

constexpr Value pow(Value a, Value b);
constexpr void power_gradient(Backward& b) {
  const Value x = b.input(0), p = b.input(1);
  if (b.wants(0)) b.add(0, b.dy() * p * pow(x, p - 1.0));
  if (b.wants(1)) b.add(1, where(x > 0.0, b.dy() * b.y() * log(x), 0.0));
}
inline constexpr Op power_op = elementwise_op<detail::scalar::Power, 2>("power", power_gradient, "Pow");

template <class Device> struct Kernel<power_op, Device> : detail::scalar::Power {};

constexpr Value pow(Value a, Value b) { return detail::binary(power_op, a, b); }
constexpr Value pow(Value a, double b) { return pow(a, a.constant(b)); }
constexpr Value pow(double a, Value b) { return pow(b.constant(a), b); }

}  // namespace cortexpr
