/// The same elements under another shape, or cut off from differentiation: nothing is computed or copied.
#pragma once

#include <cortexpr/graph/differentiate.hpp>
#include <cortexpr/graph/reference_call.hpp>

namespace cortexpr {

constexpr Value reshape(Value x, Shape shape);
constexpr void reshape_gradient(Backward& b) { b.add(0, reshape(b.dy(), b.input(0).shape())); }

namespace detail {
struct CopyReference {
  template <class T> static constexpr void run(const ReferenceCall<T>& c) {
    for (std::size_t i = 0; i < c.size(); ++i) c.output[i] = c.input(0)[i];
  }
};
}  // namespace detail

inline constexpr Op reshape_op{.name = "reshape",
                               .kind = OpKind::view,
                               .gradient = reshape_gradient,
                               .reference = reference_of<detail::CopyReference>(),
                               .onnx = "Reshape"};

/// `x` with another shape of the same number of elements; one extent may be -1, "as many as it takes".
constexpr Value reshape(Value x, Shape shape) {
  const int known = x.rank() < 0 ? 0 : static_cast<int>(x.shape().size());
  int rest = known;
  for (int i = 0; i < shape.rank; ++i)
    if (shape[i] > 0) rest /= shape[i];
  for (int i = 0; i < shape.rank; ++i)
    if (shape[i] < 0) shape[i] = rest;
  if (x.rank() >= 0 && static_cast<int>(shape.size()) != known)
    return x.fail("reshape", Text<96>{}.append("a shape of ").append(known).append(" elements").view(),
                  Text<64>{}.append(x.shape()).append(" to ").append(shape).view(), "let one extent be -1");
  if (x.shape() == shape) return x;
  return x.graph().emit(reshape_op, shape, x.batched(), x.dtype(), {x});
}

inline constexpr Op stop_gradient_op{.name = "stop_gradient",
                                     .kind = OpKind::view,
                                     .gradient = no_gradient,
                                     .reference = reference_of<detail::CopyReference>()};

/// `x` as if it were given from outside: no gradient flows through it.
constexpr Value stop_gradient(Value x) {
  return x.graph().emit(stop_gradient_op, x.shape(), x.batched(), x.dtype(), {x});
}

}  // namespace cortexpr

#include <cortexpr/ops/accumulate.hpp>
