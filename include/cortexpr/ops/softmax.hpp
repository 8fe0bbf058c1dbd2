/// softmax and logsumexp over the last axis, safe for any finite logits (Goodfellow et al., Deep
/// Learning, 4.1).
#pragma once

#include <cortexpr/ops/reduce.hpp>
#include <cortexpr/ops/subtract.hpp>

namespace cortexpr {

namespace detail {

constexpr Value softmax(Value x);

/// Calls f(first element, the largest element, sum of exp(x - largest)) for each run of the last axis.
template <class T, class F> constexpr void for_each_softmax(const ReferenceCall<T>& c, F f) {
  const auto n = static_cast<std::size_t>(c.shape(0).last());
  const std::size_t runs = c.rows_of(c.in(0)) * c.shape(0).size() / n;
  for (std::size_t r = 0; r < runs; ++r) {
    const std::size_t first = r * n;
    T largest = c.input(0)[first], total = 0;
    for (std::size_t i = 1; i < n; ++i) largest = scalar::max(largest, c.input(0)[first + i]);
    for (std::size_t i = 0; i < n; ++i) total += math::exp(c.input(0)[first + i] - largest);
    f(first, largest, total);
  }
}

struct SoftmaxReference {
  template <class T> static constexpr void run(const ReferenceCall<T>& c) {
    const auto n = static_cast<std::size_t>(c.shape(0).last());
    for_each_softmax(c, [&](std::size_t first, T largest, T total) {
      for (std::size_t i = first; i < first + n; ++i)
        c.output[i] = math::exp(c.input(0)[i] - largest) / total;
    });
  }
};
struct LogsumexpReference {
  template <class T> static constexpr void run(const ReferenceCall<T>& c) {
    const auto n = static_cast<std::size_t>(c.shape(0).last());
    for_each_softmax(
        c, [&](std::size_t first, T largest, T total) { c.output[first / n] = largest + math::log(total); });
  }
};

}  // namespace detail

constexpr void softmax_gradient(Backward& b) {
  const Value y = b.y();
  b.add(0, (b.dy() - sum(b.dy() * y, {-1}, keep_axes)) * y);
}
inline constexpr Op softmax_op{.name = "softmax",
                               .gradient = softmax_gradient,
                               .reference = reference_of<detail::SoftmaxReference>(),
                               .onnx = "Softmax"};

constexpr Value detail::softmax(Value x) { return unary(softmax_op, x); }

constexpr void logsumexp_gradient(Backward& b) { b.add(0, b.dy() * detail::softmax(b.input(0))); }
inline constexpr Op logsumexp_op{.name = "logsumexp",
                                 .gradient = logsumexp_gradient,
                                 .reference = reference_of<detail::LogsumexpReference>(),
                                 .onnx = "ReduceLogSumExp"};

/// log(sum(exp(x))) over the last axis, which stays with extent 1.
constexpr Value logsumexp(Value x) {
  Shape shape = x.shape();
  if (shape.rank > 0) shape[shape.rank - 1] = 1;
  return x.graph().emit(logsumexp_op, shape, x.batched(), x.dtype(), {x});
}

}  // namespace cortexpr
