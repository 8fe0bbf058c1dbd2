/// What all elementwise ops share: the broadcasting rule, the op object, the scalar kernel.
#pragma once

#include <cortexpr/graph/differentiate.hpp>
#include <cortexpr/graph/reference_call.hpp>
#include <cortexpr/graph/value.hpp>
#include <cortexpr/ops/scalar.hpp>

namespace cortexpr {

/// An elementwise op from its formula: `template <class V> static V apply(V...)`.
template <class Formula, int arity>
constexpr Op elementwise_op(std::string_view name, void (*gradient)(Backward&), std::string_view onnx = {}) {
  return {.name = name,
          .kind = OpKind::elementwise,
          .gradient = gradient,
          .reference = reference_of<detail::ElementwiseReference<Formula, arity>>(),
          .onnx = onnx};
}

namespace detail {

/// NumPy broadcasting of two shapes; complains and returns the first where they do not fit.
constexpr Shape broadcast_shape(Value a, Value b, std::string_view who) {
  const Shape x = a.shape(), y = b.shape();
  if (x.rank < 0 || y.rank < 0) return x;
  Shape result = x.rank >= y.rank ? x : y;
  for (int i = 1; i <= x.rank && i <= y.rank; ++i) {
    const int p = x[x.rank - i], q = y[y.rank - i];
    if (p != q && p != 1 && q != 1) {
      a.fail(who, "two shapes whose trailing sizes agree",
             Text<64>{}.append(x).append(" and ").append(y).view(), "reshape one, or change a layer's size");
      return x;
    }
    result[result.rank - i] = p == 1 ? q : p;
  }
  return result;
}

constexpr Value unary(const Op& op, Value a) {
  return a.graph().emit(op, a.shape(), a.batched(), a.dtype(), {a});
}

constexpr Value binary(const Op& op, Value a, Value b) {
  const Shape shape = broadcast_shape(a, b, op.name);
  if (a.dtype() != b.dtype() && shape.rank >= 0)
    return a.fail(op.name, "two values of one element type",
                  Text<64>{}.append(name_of(a.dtype())).append(" and ").append(name_of(b.dtype())).view(),
                  "cast one of them");
  return a.graph().emit(op, shape, a.batched() || b.batched(), a.dtype(), {a, b});
}

/// Whether a value is the constant `c` in every element.
constexpr bool is_constant(Value v, double c) {
  const Node& n = v.node();
  return n.role == Role::constant && n.constant_begin < 0 && n.constant_value == c;
}

/// Whether `a` with operand `b` keeps a's own shape, so that `a * 1` may be `a` itself.
constexpr bool covers(Value a, Value b) {
  return b.rank() >= 0 && a.rank() >= b.rank() && b.shape().size() == 1 && (a.batched() || !b.batched());
}

}  // namespace detail
}  // namespace cortexpr

#include <cortexpr/ops/accumulate.hpp>
