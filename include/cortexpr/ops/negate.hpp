/// -a, elementwise.
#pragma once

#include <cortexpr/ops/elementwise.hpp>

namespace cortexpr {

constexpr Value operator-(Value a);
constexpr void negate_gradient(Backward& b) { b.add(0, -b.dy()); }
inline constexpr Op negate_op = elementwise_op<detail::scalar::Negate, 1>("negate", negate_gradient, "Neg");

template <class Device> struct Kernel<negate_op, Device> : detail::scalar::Negate {};

constexpr Value operator-(Value a) { return detail::unary(negate_op, a); }

}  // namespace cortexpr
