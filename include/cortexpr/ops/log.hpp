/// The natural logarithm, elementwise; -inf at 0, NaN below.
#pragma once

#include <cortexpr/ops/divide.hpp>

namespace cortexpr {

constexpr Value log(Value a);
constexpr void log_gradient(Backward& b) { b.add(0, b.dy() / b.input(0)); }
inline constexpr Op log_op = elementwise_op<detail::scalar::Log, 1>("log", log_gradient, "Log");

template <class Device> struct Kernel<log_op, Device> : detail::scalar::Log {};

constexpr Value log(Value a) { return detail::unary(log_op, a); }

}  // namespace cortexpr
