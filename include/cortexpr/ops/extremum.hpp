/// The larger or smaller of a and b, elementwise with broadcasting; where they are equal each gets half the
/// gradient.
#pragma once

#include <cortexpr/ops/compare.hpp>
#include <cortexpr/ops/multiply.hpp>
#include <cortexpr/ops/subtract.hpp>

namespace cortexpr {

namespace detail {
constexpr void extremum_gradient(Backward& b) {
  const Value half = equal(b.input(0), b.input(1)) * 0.5;
  for (int i = 0; i < 2; ++i)
    if (b.wants(i)) b.add(i, b.dy() * (equal(b.input(i), b.y()) - half));
}
}  // namespace detail
inline constexpr Op maximum_op =
    elementwise_op<detail::scalar::Maximum, 2>("maximum", detail::extremum_gradient, "Max");
inline constexpr Op minimum_op =
    elementwise_op<detail::scalar::Minimum, 2>("minimum", detail::extremum_gradient, "Min");

template <class Device> struct Kernel<maximum_op, Device> : detail::scalar::Maximum {};
template <class Device> struct Kernel<minimum_op, Device> : detail::scalar::Minimum {};

constexpr Value max(Value a, Value b) { return detail::binary(maximum_op, a, b); }
constexpr Value min(Value a, Value b) { return detail::binary(minimum_op, a, b); }
constexpr Value max(Value a, double b) { return max(a, a.constant(b)); }
constexpr Value min(Value a, double b) { return min(a, a.constant(b)); }

}  // namespace cortexpr
