/// Means and maxima over any axes, the batch among them.
#pragma once

#include <cortexpr/ops/compare.hpp>
#include <cortexpr/ops/divide.hpp>
#include <cortexpr/ops/multiply.hpp>
#include <cortexpr/ops/sum.hpp>

namespace cortexpr {

namespace detail {
struct MaxReference {
  template <class T> static constexpr void run(const ReferenceCall<T>& c) {
    const BroadcastIndex group(c.shape(0), c.in(0).batched, c.node->shape, c.node->batched);
    const std::size_t n = c.rows_of(c.in(0)) * c.shape(0).size();
    for (std::size_t i = n; i-- > 0;) c.output[group(i)] = c.input(0)[i];
    for (std::size_t i = 0; i < n; ++i) c.output[group(i)] = scalar::max(c.output[group(i)], c.input(0)[i]);
  }
};
}  // namespace detail

/// Elements that share the maximum share the gradient.
constexpr void max_gradient(Backward& b) {
  const Value x = b.input(0);
  const Value is_max = equal(x, broadcast_to(b.y(), x.shape(), x.batched()));
  const Value count = detail::reduce(sum_op, is_max, {b.attributes()[0], b.attributes()[1] != 0});
  b.add(0, is_max * broadcast_to(b.dy() / count, x.shape(), x.batched()));
}
inline constexpr Op reduce_max_op{.name = "max",
                                  .gradient = max_gradient,
                                  .reference = reference_of<detail::MaxReference>(),
                                  .onnx = "ReduceMax"};

namespace detail {
/// How many elements go into one result; a Value, because rows are counted at run time.
constexpr Value reciprocal_count(Value x, Axes axes) {
  double count = 1;
  for (int i = 0; i < x.rank(); ++i)
    if (axes.mask >> i & 1) count *= x.shape()[i];
  return axes.batch ? (1 / count) / x.rows() : x.constant(1 / count);
}
}  // namespace detail

/// The mean over everything, the rows in use included.
constexpr Value mean(Value x) { return sum(x) * detail::reciprocal_count(x, Axes::all(x)); }
constexpr Value mean(Value x, std::initializer_list<int> axes, KeepAxes) {
  return sum(x, axes, keep_axes) * detail::reciprocal_count(x, Axes::of(x, axes));
}
constexpr Value mean(Value x, std::initializer_list<int> axes) {
  return sum(x, axes) * detail::reciprocal_count(x, Axes::of(x, axes));
}

/// The largest element over everything.
constexpr Value max(Value x) {
  const Axes axes = Axes::all(x);
  return detail::without_axes(detail::reduce(reduce_max_op, x, axes), axes.mask);
}
constexpr Value max(Value x, std::initializer_list<int> axes, KeepAxes) {
  return detail::reduce(reduce_max_op, x, Axes::of(x, axes));
}
constexpr Value max(Value x, std::initializer_list<int> axes) {
  return detail::without_axes(max(x, axes, keep_axes), Axes::of(x, axes).mask);
}

}  // namespace cortexpr
