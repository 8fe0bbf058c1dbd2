/// Rows of a table by integer index (an embedding), and the scatter that is its gradient; one_hot.
#pragma once

#include <cortexpr/graph/reference_call.hpp>
#include <cortexpr/ops/accumulate.hpp>

namespace cortexpr {

constexpr Value gather(Value table, Value indices);
constexpr Value scatter_add(Value rows, Value indices, int count);

namespace detail {
struct GatherReference {
  template <class T> static constexpr void run(const ReferenceCall<T>& c) {
    const std::size_t width = c.shape(0).size() / static_cast<std::size_t>(c.shape(0)[0]);
    const std::size_t count = c.rows_of(c.in(1)) * c.shape(1).size();
    for (std::size_t i = 0; i < count; ++i)
      for (std::size_t j = 0; j < width; ++j)
        c.output[i * width + j] = c.input(0)[static_cast<std::size_t>(c.input(1)[i]) * width + j];
  }
};
struct ScatterAddReference {
  template <class T> static constexpr void run(const ReferenceCall<T>& c) {
    const std::size_t width = c.node->shape.size() / static_cast<std::size_t>(c.node->shape[0]);
    const std::size_t count = c.rows_of(c.in(1)) * c.shape(1).size();
    for (std::size_t i = 0; i < c.size(); ++i) c.output[i] = T(0);
    for (std::size_t i = 0; i < count; ++i)
      for (std::size_t j = 0; j < width; ++j)
        c.output[static_cast<std::size_t>(c.input(1)[i]) * width + j] += c.input(0)[i * width + j];
  }
};
struct OneHotReference {
  template <class T> static constexpr void run(const ReferenceCall<T>& c) {
    const auto classes = static_cast<std::size_t>(c.node->shape.last());
    for (std::size_t i = 0; i < c.size(); ++i)
      c.output[i] = static_cast<std::size_t>(c.input(0)[i / classes]) == i % classes ? T(1) : T(0);
  }
};
}  // namespace detail

constexpr void gather_gradient(Backward& b) {
  b.add(0, scatter_add(b.dy(), b.input(1), b.input(0).shape()[0]));
}
inline constexpr Op gather_op{.name = "gather",
                              .gradient = gather_gradient,
                              .reference = reference_of<detail::GatherReference>(),
                              .onnx = "Gather"};

constexpr void scatter_add_gradient(Backward& b) { b.add(0, gather(b.dy(), b.input(1))); }
inline constexpr Op scatter_add_op{.name = "scatter_add",
                                   .gradient = scatter_add_gradient,
                                   .reference = reference_of<detail::ScatterAddReference>()};

inline constexpr Op one_hot_op{.name = "one_hot",
                               .gradient = no_gradient,
                               .reference = reference_of<detail::OneHotReference>(),
                               .onnx = "OneHot"};

/// table [n, ...], indices [...] of int in [0, n) -> [indices..., table's other axes].
constexpr Value gather(Value table, Value indices) {
  if (table.rank() < 1 || table.batched() || indices.dtype() != DType::i32)
    return table.fail("gather", "a table [n, ...] and int indices",
                      Text<64>{}.append(table.shape()).append(" by ").append(name_of(indices.dtype())).view(),
                      "index with a Value of element type int");
  Shape shape = indices.shape();
  for (int i = 1; i < table.rank() && shape.rank >= 0; ++i) shape.append(table.shape()[i]);
  return table.graph().emit(gather_op, shape, indices.batched(), table.dtype(), {table, indices});
}

/// The table [count, ...] of sums of the rows that share an index.
constexpr Value scatter_add(Value rows, Value indices, int count) {
  Shape shape{count};
  for (int i = indices.rank(); i < rows.rank(); ++i) shape.append(rows.shape()[i]);
  return rows.graph().emit(scatter_add_op, shape, false, rows.dtype(), {rows, indices});
}

/// indices [...] of int -> [..., classes], 1 at the index and 0 elsewhere.
constexpr Value one_hot(Value indices, int classes) {
  if (indices.dtype() != DType::i32 && indices.rank() >= 0)
    return indices.fail("one_hot", "int indices", name_of(indices.dtype()),
                        "index with a Value of element type int");
  Shape shape = indices.shape();
  if (shape.rank >= 0) shape.append(classes);
  return indices.graph().emit(one_hot_op, shape, indices.batched(), indices.graph().element, {indices});
}

}  // namespace cortexpr
