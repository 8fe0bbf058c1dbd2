/// max(a, 0), elementwise, and the gate that is its derivative.
#pragma once

#include <cortexpr/ops/elementwise.hpp>

namespace cortexpr {

/// gate(a, b): b where a > 0, otherwise 0.
constexpr Value gate(Value a, Value b);
constexpr void gate_gradient(Backward& b) {
  if (b.wants(1)) b.add(1, gate(b.input(0), b.dy()));
}
inline constexpr Op gate_op = elementwise_op<detail::scalar::Gate, 2>("gate", gate_gradient);
constexpr Value gate(Value a, Value b) { return detail::binary(gate_op, a, b); }

constexpr void relu_gradient(Backward& b) { b.add(0, gate(b.y(), b.dy())); }
inline constexpr Op relu_op = elementwise_op<detail::scalar::Relu, 1>("relu", relu_gradient, "Relu");

template <class Device> struct Kernel<gate_op, Device> : detail::scalar::Gate {};
template <class Device> struct Kernel<relu_op, Device> : detail::scalar::Relu {};

}  // namespace cortexpr
