/// The sizes of a tensor's axes, as a value that constant evaluation can compute with.
#pragma once

#include <cstddef>
#include <initializer_list>

namespace cortexpr {

inline constexpr int max_rank = 6;

/// Extents of up to `max_rank` axes, outermost first; rank 0 is a scalar. The batch is never part of a shape.
struct Shape {
  int rank = 0;
  int extent[max_rank]{};

  constexpr Shape() = default;
  constexpr Shape(std::initializer_list<int> extents) {
    for (int e : extents) append(e);
  }

  constexpr int operator[](int axis) const { return extent[axis]; }
  constexpr int& operator[](int axis) { return extent[axis]; }

  /// The extent of the innermost axis; 1 for a scalar.
  constexpr int last() const { return rank > 0 ? extent[rank - 1] : 1; }

  /// The number of elements.
  constexpr std::size_t size() const {
    std::size_t n = 1;
    for (int i = 0; i < rank; ++i) n *= static_cast<std::size_t>(extent[i]);
    return n;
  }

  constexpr void append(int e) { extent[rank++] = e; }

  /// `axis` counted from the front: -1 is the last one.
  constexpr int normalized(int axis) const { return axis < 0 ? axis + rank : axis; }

  constexpr bool operator==(const Shape& other) const {
    if (rank != other.rank) return false;
    for (int i = 0; i < rank; ++i)
      if (extent[i] != other.extent[i]) return false;
    return true;
  }
};

}  // namespace cortexpr
