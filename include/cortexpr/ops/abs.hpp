/// |a|, elementwise; the gradient at 0 is 0.
#pragma once

#include <cortexpr/ops/compare.hpp>
#include <cortexpr/ops/negate.hpp>
#include <cortexpr/ops/where.hpp>

namespace cortexpr {

constexpr Value abs(Value a);
constexpr void abs_gradient(Backward& b) {
  const Value x = b.input(0);
  b.add(0, where(x > 0.0, b.dy(), where(x < 0.0, -b.dy(), 0.0)));
}
inline constexpr Op abs_op = elementwise_op<detail::scalar::Abs, 1>("abs", abs_gradient, "Abs");

template <class Device> struct Kernel<abs_op, Device> : detail::scalar::Abs {};

constexpr Value abs(Value a) { return detail::unary(abs_op, a); }

}  // namespace cortexpr
