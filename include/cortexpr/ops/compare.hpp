/// Comparisons, elementwise with broadcasting: 1 where true, 0 where false. Their gradient is zero.
#pragma once

#include <cortexpr/ops/elementwise.hpp>

namespace cortexpr {

inline constexpr Op equal_op = elementwise_op<detail::scalar::Equal, 2>("equal", no_gradient, "Equal");
inline constexpr Op less_op = elementwise_op<detail::scalar::Less, 2>("less", no_gradient, "Less");
inline constexpr Op less_equal_op =
    elementwise_op<detail::scalar::LessEqual, 2>("less_equal", no_gradient, "LessOrEqual");

template <class Device> struct Kernel<equal_op, Device> : detail::scalar::Equal {};
template <class Device> struct Kernel<less_op, Device> : detail::scalar::Less {};
template <class Device> struct Kernel<less_equal_op, Device> : detail::scalar::LessEqual {};

constexpr Value equal(Value a, Value b) { return detail::binary(equal_op, a, b); }
constexpr Value operator<(Value a, Value b) { return detail::binary(less_op, a, b); }
constexpr Value operator<=(Value a, Value b) { return detail::binary(less_equal_op, a, b); }
constexpr Value operator>(Value a, Value b) { return b < a; }
constexpr Value operator>=(Value a, Value b) { return b <= a; }

constexpr Value equal(Value a, double b) { return equal(a, a.constant(b)); }
constexpr Value operator<(Value a, double b) { return a < a.constant(b); }
constexpr Value operator<=(Value a, double b) { return a <= a.constant(b); }
constexpr Value operator>(Value a, double b) { return a > a.constant(b); }
constexpr Value operator>=(Value a, double b) { return a >= a.constant(b); }

}  // namespace cortexpr
