/// A part of a tensor along one axis, and its inverse, zeros around a tensor.
#pragma once

#include <cortexpr/graph/reference_call.hpp>
#include <cortexpr/ops/accumulate.hpp>

namespace cortexpr {

/// attributes of slice: [0] axis, [1] first index, [2] step. Of pad: [0] axis, [1] first index, [2] step:
/// where and how far apart x's indices come to lie; elements between and around them are zero.
constexpr Value slice(Value x, int axis, int begin, int end, int step = 1);

namespace detail {

constexpr Value pad_axis(Value x, int axis, int extent, int begin, int step);

/// Calls f(small, large) for every index of the smaller tensor with its place in the larger one.
template <class F> constexpr void for_each_in_slice(const Shape& small, const Shape& large,
                                                    const Attributes& a, std::size_t rows, F f) {
  std::size_t inner = 1, outer = rows;
  for (int i = 0; i < small.rank; ++i) {
    if (i < a[0]) outer *= static_cast<std::size_t>(small[i]);
    if (i > a[0]) inner *= static_cast<std::size_t>(small[i]);
  }
  const auto n = static_cast<std::size_t>(small[a[0]]), extent = static_cast<std::size_t>(large[a[0]]);
  for (std::size_t o = 0; o < outer; ++o)
    for (std::size_t k = 0; k < n; ++k) {
      const std::size_t at = static_cast<std::size_t>(a[1]) + k * static_cast<std::size_t>(a[2]);
      for (std::size_t i = 0; i < inner; ++i) f((o * n + k) * inner + i, (o * extent + at) * inner + i);
    }
}

struct SliceReference {
  template <class T> static constexpr void run(const ReferenceCall<T>& c) {
    for_each_in_slice(c.node->shape, c.shape(0), c.node->attributes, c.rows_of(*c.node),
                      [&](std::size_t small, std::size_t large) { c.output[small] = c.input(0)[large]; });
  }
};
struct PadReference {
  template <class T> static constexpr void run(const ReferenceCall<T>& c) {
    for (std::size_t i = 0; i < c.size(); ++i) c.output[i] = T(0);
    for_each_in_slice(c.shape(0), c.node->shape, c.node->attributes, c.rows_of(*c.node),
                      [&](std::size_t small, std::size_t large) { c.output[large] = c.input(0)[small]; });
  }
};

}  // namespace detail

constexpr void slice_gradient(Backward& b) {
  const Attributes a = b.attributes();
  b.add(0, detail::pad_axis(b.dy(), a[0], b.input(0).shape()[a[0]], a[1], a[2]));
}
inline constexpr Op slice_op{.name = "slice",
                             .gradient = slice_gradient,
                             .reference = reference_of<detail::SliceReference>(),
                             .onnx = "Slice"};

constexpr void pad_gradient(Backward& b) {
  const Attributes a = b.attributes();
  const int n = b.input(0).shape()[a[0]];
  b.add(0, slice(b.dy(), a[0], a[1], a[1] + (n - 1) * a[2] + 1, a[2]));
}
inline constexpr Op pad_op{.name = "pad",
                           .gradient = pad_gradient,
                           .reference = reference_of<detail::PadReference>(),
                           .onnx = "Pad"};

constexpr Value detail::pad_axis(Value x, int axis, int extent, int begin, int step) {
  Shape shape = x.shape();
  shape[axis] = extent;
  if (shape == x.shape()) return x;
  return x.graph().emit(pad_op, shape, x.batched(), x.dtype(), {x}, {{axis, begin, step}});
}

/// Indices begin, begin + step, ... before `end` of one axis; negative `begin` and `end` count from the end.
constexpr Value slice(Value x, int axis, int begin, int end, int step) {
  axis = x.shape().normalized(axis);
  if (x.rank() >= 0 && (axis < 0 || axis >= x.rank()))
    return x.fail("slice", "an axis of x", Text<64>{}.append(axis).append(" for ").append(x.shape()).view(),
                  "name one that x has");
  const int extent = x.rank() < 0 ? 0 : x.shape()[axis];
  if (begin < 0) begin += extent;
  if (end < 0) end += extent;
  if (x.rank() >= 0 && (begin < 0 || end > extent || begin >= end || step < 1))
    return x.fail("slice", Text<96>{}.append("0 <= begin < end <= ").append(extent).view(),
                  Text<64>{}.append("begin ").append(begin).append(", end ").append(end).view(),
                  "slice inside the axis");
  Shape shape = x.shape();
  if (shape.rank > 0) shape[axis] = (end - begin + step - 1) / step;
  if (shape == x.shape()) return x;
  return x.graph().emit(slice_op, shape, x.batched(), x.dtype(), {x}, {{axis, begin, step}});
}

/// Zeros before and after x along one axis.
constexpr Value pad(Value x, int axis, int before, int after) {
  axis = x.shape().normalized(axis);
  if (x.rank() >= 0 && (axis < 0 || axis >= x.rank() || before < 0 || after < 0))
    return x.fail("pad", "an axis of x and counts of 0 or more",
                  Text<64>{}.append("axis ").append(axis).view(), "name one that x has");
  return detail::pad_axis(x, axis, x.rank() < 0 ? 0 : x.shape()[axis] + before + after, before, 1);
}

}  // namespace cortexpr
