/// Another element type. Floats are truncated towards zero when cast to int.
#pragma once

#include <cortexpr/graph/reference_call.hpp>
#include <cortexpr/ops/accumulate.hpp>

namespace cortexpr {

constexpr Value cast(Value x, DType to);
constexpr void cast_gradient(Backward& b) {
  if (b.input(0).dtype() != DType::i32) b.add(0, cast(b.dy(), b.input(0).dtype()));
}
namespace detail {
struct CastReference {
  template <class T> static constexpr void run(const ReferenceCall<T>& c) {
    for (std::size_t i = 0; i < c.size(); ++i) {
      const T x = c.input(0)[i];
      c.output[i] = c.node->dtype == DType::i32 ? static_cast<T>(static_cast<std::int32_t>(x))
                    : c.node->dtype == DType::bf16
                        ? static_cast<T>(static_cast<float>(BFloat16(static_cast<float>(x))))
                        : x;
    }
  }
};
}  // namespace detail
inline constexpr Op cast_op{.name = "cast",
                            .gradient = cast_gradient,
                            .reference = reference_of<detail::CastReference>(),
                            .onnx = "Cast"};

constexpr Value cast(Value x, DType to) {
  if (x.dtype() == to) return x;
  return x.graph().emit(cast_op, x.shape(), x.batched(), to, {x});
}

}  // namespace cortexpr
