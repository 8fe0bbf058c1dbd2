/// Exchanges axes; a copy, because kernels want their inner axis dense.
#pragma once

#include <cortexpr/graph/reference_call.hpp>
#include <cortexpr/ops/accumulate.hpp>

namespace cortexpr {

constexpr Value transpose(Value x, std::initializer_list<int> axes);

namespace detail {
/// attributes: [i] the axis of x that becomes axis i.
constexpr Value permute(Value x, Attributes order);

struct TransposeReference {
  template <class T> static constexpr void run(const ReferenceCall<T>& c) {
    const Shape& from = c.shape(0);
    const Shape& to = c.node->shape;
    std::size_t stride[max_rank]{};
    for (int i = 0; i < to.rank; ++i) {
      stride[i] = 1;
      for (int k = c.node->attributes[i] + 1; k < from.rank; ++k)
        stride[i] *= static_cast<std::size_t>(from[k]);
    }
    const std::size_t slab = to.size();
    for (std::size_t i = 0; i < c.size(); ++i) {
      std::size_t at = i / slab * slab, rest = i % slab;
      for (int axis = to.rank - 1; axis >= 0; --axis) {
        const auto e = static_cast<std::size_t>(to[axis]);
        at += rest % e * stride[axis];
        rest /= e;
      }
      c.output[i] = c.input(0)[at];
    }
  }
};
}  // namespace detail

constexpr void transpose_gradient(Backward& b) {
  Attributes back;
  for (int i = 0; i < b.y().rank(); ++i) back[b.attributes()[i]] = i;
  b.add(0, detail::permute(b.dy(), back));
}
inline constexpr Op transpose_op{.name = "transpose",
                                 .gradient = transpose_gradient,
                                 .reference = reference_of<detail::TransposeReference>(),
                                 .onnx = "Transpose"};

constexpr Value detail::permute(Value x, Attributes order) {
  Shape shape = x.shape();
  for (int i = 0; i < shape.rank; ++i) shape[i] = x.shape()[order[i]];
  return x.graph().emit(transpose_op, shape, x.batched(), x.dtype(), {x}, order);
}

/// `transpose(x, {1, 0})`: axis i of the result is axis `axes[i]` of x.
constexpr Value transpose(Value x, std::initializer_list<int> axes) {
  Attributes order;
  int i = 0, seen = 0;
  for (int axis : axes) {
    if (i >= max_rank) break;
    order[i] = x.shape().normalized(axis);
    seen |= 1 << order[i++];
  }
  if (x.rank() >= 0 && (i != x.rank() || seen != (1 << x.rank()) - 1))
    return x.fail(
        "transpose", Text<96>{}.append("each of the ").append(x.rank()).append(" axes once").view(),
        Text<64>{}.append(static_cast<int>(axes.size())).append(" axes for ").append(x.shape()).view(),
        "list every axis once");
  return detail::permute(x, order);
}
/// Exchanges the last two axes.
constexpr Value transpose(Value x) {
  Attributes order;
  for (int i = 0; i < max_rank; ++i) order[i] = i;
  if (x.rank() < 2)
    return x.fail("transpose", "a matrix [..., m, n]", Text<64>{}.append(x.shape()).view(),
                  "reshape it first");
  order[x.rank() - 1] = x.rank() - 2;
  order[x.rank() - 2] = x.rank() - 1;
  return detail::permute(x, order);
}

}  // namespace cortexpr
