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

namespace detail {
/// The result is of the type that values are computed in, also where integers are compared.
constexpr Value compare(const Op& op, Value a, Value b) {
  const Value result = binary(op, a, b);
  Graph& g = a.graph();
  if (!g.complaint.made && result.dtype() == DType::i32) g[result.id()].dtype = g.element;
  return result;
}
}  // namespace detail

constexpr Value equal(Value a, Value b) { return detail::compare(equal_op, a, b); }
constexpr Value operator<(Value a, Value b) { return detail::compare(less_op, a, b); }
constexpr Value operator<=(Value a, Value b) { return detail::compare(less_equal_op, a, b); }
constexpr Value operator>(Value a, Value b) { return b < a; }
constexpr Value operator>=(Value a, Value b) { return b <= a; }

constexpr Value equal(Value a, double b) { return equal(a, a.constant(b)); }
constexpr Value operator<(Value a, double b) { return a < a.constant(b); }
constexpr Value operator<=(Value a, double b) { return a <= a.constant(b); }
constexpr Value operator>(Value a, double b) { return a > a.constant(b); }
constexpr Value operator>=(Value a, double b) { return a >= a.constant(b); }

}  // namespace cortexpr
