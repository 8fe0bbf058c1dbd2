/// The index of the largest element along the last axis (the first of equals), as int.
#pragma once

#include <cortexpr/graph/reference_call.hpp>
#include <cortexpr/ops/accumulate.hpp>

namespace cortexpr {

namespace detail {
struct ArgmaxReference {
  template <class T> static constexpr void run(const ReferenceCall<T>& c) {
    const auto n = static_cast<std::size_t>(c.shape(0).last());
    for (std::size_t r = 0; r < c.size(); ++r) {
      std::size_t best = 0;
      for (std::size_t i = 1; i < n; ++i)
        if (c.input(0)[r * n + best] < c.input(0)[r * n + i]) best = i;
      c.output[r] = static_cast<T>(best);
    }
  }
};
}  // namespace detail

inline constexpr Op argmax_op{.name = "argmax",
                              .gradient = no_gradient,
                              .reference = reference_of<detail::ArgmaxReference>(),
                              .onnx = "ArgMax"};

/// [..., n] -> int [...].
constexpr Value argmax(Value x) {
  Shape shape = x.shape();
  if (shape.rank > 0) --shape.rank;
  return x.graph().emit(argmax_op, shape, x.batched(), DType::i32, {x});
}

}  // namespace cortexpr
