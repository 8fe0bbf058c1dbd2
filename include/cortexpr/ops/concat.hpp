/// Tensors one after another along an axis.
#pragma once

#include <cortexpr/ops/slice.hpp>

namespace cortexpr {

namespace detail {
/// attributes: [0] axis.
struct ConcatReference {
  template <class T> static constexpr void run(const ReferenceCall<T>& c) {
    Attributes place{{c.node->attributes[0], 0, 1}};
    for (int i = 0; i < c.node->input_count; ++i) {
      const BroadcastIndex row(c.shape(i), c.node->batched, c.shape(i), c.in(i).batched);
      for_each_in_slice(
          c.shape(i), c.node->shape, place, c.rows_of(*c.node),
          [&](std::size_t small, std::size_t large) { c.output[large] = c.input(i)[row(small)]; });
      place[1] += c.shape(i)[place[0]];
    }
  }
};
}  // namespace detail

constexpr void concat_gradient(Backward& b) {
  const int axis = b.attributes()[0];
  int begin = 0;
  for (int i = 0; i < b.inputs(); ++i) {
    const int end = begin + b.input(i).shape()[axis];
    if (b.wants(i)) b.add(i, slice(b.dy(), axis, begin, end));
    begin = end;
  }
}
inline constexpr Op concat_op{.name = "concat",
                              .gradient = concat_gradient,
                              .reference = reference_of<detail::ConcatReference>(),
                              .onnx = "Concat"};

/// `concat({a, b}, -1)`: equal shapes but for that axis.
constexpr Value concat(const std::vector<Value>& parts, int axis = -1) {
  const Value first = parts.front();
  Shape shape = first.shape();
  axis = shape.normalized(axis);
  bool batched = false;
  int total = 0;
  for (const Value& p : parts) {
    Shape like = p.shape();
    batched = batched || p.batched();
    if (axis < 0 || axis >= like.rank)
      return first.fail("concat", "parts that have the axis", Text<64>{}.append(like).view(),
                        "name an axis they have");
    total += like[axis];
    like[axis] = shape[axis];
    if (!(like == shape))
      return first.fail("concat", "parts equal but for one axis",
                        Text<64>{}.append(shape).append(" and ").append(p.shape()).view(),
                        "make the other sizes agree");
  }
  shape[axis] = total;
  return first.graph().emit(concat_op, shape, batched, first.dtype(), parts, {{axis}});
}
constexpr Value concat(std::initializer_list<Value> parts, int axis = -1) {
  return concat(std::vector<Value>(parts), axis);
}

}  // namespace cortexpr
