/// Sums over any axes, the batch among them.
#pragma once

#include <cortexpr/ops/elementwise.hpp>
#include <cortexpr/ops/view.hpp>

namespace cortexpr {

/// Names the batch in a list of axes: `mean(x, {batch_axis, 0, 1})`.
inline constexpr int batch_axis = 1 << 20;

/// Which axes a reduction runs over.
struct Axes {
  int mask = 0;        ///< bit i: axis i
  bool batch = false;  ///< the batch too

  static constexpr Axes all(Value x) { return {x.rank() < 0 ? 0 : (1 << x.rank()) - 1, x.batched()}; }
  static constexpr Axes of(Value x, std::initializer_list<int> axes) {
    Axes result;
    for (int axis : axes) {
      const int a = x.shape().normalized(axis);
      if (axis == batch_axis)
        result.batch = x.batched();
      else if (a >= 0 && a < x.rank())
        result.mask |= 1 << a;
      else
        x.fail("a reduction", "axes that its operand has",
               Text<64>{}.append("axis ").append(axis).append(" of ").append(x.shape()).view(),
               "name others, or batch_axis");
    }
    return result;
  }
};

namespace detail {

/// attributes: [0] the mask of reduced axes, [1] whether the batch is reduced. Reduced axes stay, with
/// extent 1.
constexpr Value reduce(const Op& op, Value x, Axes axes) {
  Shape shape = x.shape();
  for (int i = 0; i < shape.rank; ++i)
    if (axes.mask >> i & 1) shape[i] = 1;
  if (shape == x.shape() && !axes.batch) return x;
  return x.graph().emit(op, shape, x.batched() && !axes.batch, x.dtype(), {x}, {{axes.mask, axes.batch}});
}

constexpr Value without_axes(Value x, int mask) {
  Shape shape;
  for (int i = 0; i < x.rank(); ++i)
    if (!(mask >> i & 1)) shape.append(x.shape()[i]);
  return reshape(x, shape);
}

/// Visits every element of the input with the place of its group in the result.
struct SumReference {
  template <class T> static constexpr void run(const ReferenceCall<T>& c) {
    const BroadcastIndex group(c.shape(0), c.in(0).batched, c.node->shape, c.node->batched);
    for (std::size_t i = 0; i < c.size(); ++i) c.output[i] = T(0);
    const std::size_t n = c.rows_of(c.in(0)) * c.shape(0).size();
    for (std::size_t i = 0; i < n; ++i) c.output[group(i)] += c.input(0)[i];
  }
};

}  // namespace detail

constexpr void sum_gradient(Backward& b) {
  b.add(0, broadcast_to(b.dy(), b.input(0).shape(), b.input(0).batched()));
}
inline constexpr Op sum_op{.name = "sum",
                           .gradient = sum_gradient,
                           .reference = reference_of<detail::SumReference>(),
                           .onnx = "ReduceSum"};

/// Keeps reduced axes in the shape, with extent 1, so that the result broadcasts against the input.
struct KeepAxes {};
inline constexpr KeepAxes keep_axes{};

/// The sum over everything, the batch included: a scalar.
constexpr Value sum(Value x) {
  const Axes axes = Axes::all(x);
  return detail::without_axes(detail::reduce(sum_op, x, axes), axes.mask);
}
/// The sum over some axes (negative ones count from the end).
constexpr Value sum(Value x, std::initializer_list<int> axes, KeepAxes) {
  return detail::reduce(sum_op, x, Axes::of(x, axes));
}
constexpr Value sum(Value x, std::initializer_list<int> axes) {
  return detail::without_axes(sum(x, axes, keep_axes), Axes::of(x, axes).mask);
}

/// The sum of `x` over whatever broadcasting from `shape` to its shape has repeated.
constexpr Value sum_to(Value x, Shape shape, bool batched) {
  if (x.graph().complaint.made || (x.shape() == shape && x.batched() == batched)) return x;
  // Axes that broadcasting put in front, and those it repeated, are summed; the batch where x alone has it.
  Axes axes{0, x.batched() && !batched};
  const int extra = x.rank() - shape.rank;
  for (int i = 0; i < x.rank(); ++i)
    if (i < extra || (shape[i - extra] == 1 && x.shape()[i] != 1)) axes.mask |= 1 << i;
  x = reshape(detail::reduce(sum_op, x, axes), shape);
  return broadcast_to(x, shape, batched);
}

}  // namespace cortexpr
