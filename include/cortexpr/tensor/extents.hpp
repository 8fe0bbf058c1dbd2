/// Shapes as types, and what NumPy's broadcasting makes of two shapes.
#pragma once

#include <cortexpr/core/shape.hpp>
#include <cstddef>
#include <initializer_list>
#include <utility>

namespace cortexpr::detail::tensors {

/// A list of extents or strides as a type.
template <std::size_t... numbers> struct Sizes {
  static constexpr int rank = sizeof...(numbers);
  static constexpr std::size_t product = (std::size_t{1} * ... * numbers);
  static constexpr Shape shape{static_cast<int>(numbers)...};
};

template <class From, class Axes> struct SizesOf;
template <class From, std::size_t... axis> struct SizesOf<From, std::index_sequence<axis...>> {
  using type = Sizes<static_cast<std::size_t>(From::shape[axis])...>;
};

/// The type that lists the extents of From::shape.
template <class From> using sizes_of =
    typename SizesOf<From, std::make_index_sequence<static_cast<std::size_t>(From::shape.rank)>>::type;

/// The extent of `shape` on an axis of a shape with `rank` axes, where both are aligned at the last axis.
constexpr int aligned_extent(const Shape& shape, int axis, int rank) {
  const int own = axis - (rank - shape.rank);
  return own < 0 ? 1 : shape[own];
}

/// Aligned at the last axis, every pair of extents is equal or contains a 1.
constexpr bool broadcasts(const Shape& a, const Shape& b) {
  const int rank = a.rank > b.rank ? a.rank : b.rank;
  for (int axis = 0; axis < rank; ++axis) {
    const int m = aligned_extent(a, axis, rank), n = aligned_extent(b, axis, rank);
    if (m != n && m != 1 && n != 1) return false;
  }
  return true;
}

/// The shape of the result. Where two extents do not fit, the first is taken, so that one error is not two.
constexpr Shape broadcast(const Shape& a, const Shape& b) {
  const int rank = a.rank > b.rank ? a.rank : b.rank;
  Shape result;
  for (int axis = 0; axis < rank; ++axis) {
    const int m = aligned_extent(a, axis, rank), n = aligned_extent(b, axis, rank);
    result.append(m == 1 ? n : m);
  }
  return result;
}

/// Whether a tensor of shape `from` can be assigned to one of shape `to`.
constexpr bool broadcasts_to(const Shape& from, const Shape& to) {
  return from.rank <= to.rank && broadcasts(from, to) && broadcast(from, to) == to;
}

/// How many elements lie between neighbours along each axis of a tensor that is stored row after row.
constexpr Shape contiguous_strides(const Shape& shape) {
  Shape strides = shape;
  int stride = 1;
  for (int axis = shape.rank - 1; axis >= 0; --axis) {
    strides[axis] = stride;
    stride *= shape[axis];
  }
  return strides;
}

/// The strides of a tensor of these extents that is stored row after row, as a list.
template <class Extents> struct RowAfterRow {
  static constexpr Shape shape = contiguous_strides(Extents::shape);
};
template <class Extents> using contiguous_strides_of = sizes_of<RowAfterRow<Extents>>;

/// Where the element at an index lies. An axis of extent 1 ignores its index, which is what broadcasting asks
/// for.
template <class Extents, class Strides, class Axes = std::make_index_sequence<Extents::rank>> struct Layout;
template <std::size_t... extent, std::size_t... stride, std::size_t... axis>
struct Layout<Sizes<extent...>, Sizes<stride...>, std::index_sequence<axis...>> {
  static constexpr std::size_t offset([[maybe_unused]] const std::size_t* index) {
    return (std::size_t{0} + ... + (extent == 1 ? 0 : index[axis] * stride));
  }
};

}  // namespace cortexpr::detail::tensors
