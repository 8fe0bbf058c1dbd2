/// From indices to places in memory and back.
#pragma once

#include <cortexpr/tensor/mismatch.hpp>
#include <type_traits>

namespace cortexpr::detail::tensors {

/// A list of extents or strides without its first number.
template <class List> struct WithoutFirst {
  using type = List;
};
template <std::size_t first, std::size_t... rest> struct WithoutFirst<Sizes<first, rest...>> {
  using type = Sizes<rest...>;
};
template <class List> using without_first = typename WithoutFirst<List>::type;

/// Called only where it must not be, so that a constant evaluation ends there and names it.
inline void index_out_of_range() {}

/// In constant evaluation, an index that is out of range is an error.
constexpr void check_index(std::size_t i, std::size_t extent) {
  if (__builtin_is_constant_evaluated() && i >= extent) index_out_of_range();
}

/// Where the element with these indices lies.
template <class Extents, class Strides, class... Indices> constexpr std::size_t place_of(Indices... indices) {
  if constexpr (sizeof...(Indices) != Extents::rank) {
    return 0;  // an error already, where the function that was called is declared
  } else {
    const std::size_t index[]{static_cast<std::size_t>(indices)..., 0};
    if (__builtin_is_constant_evaluated())
      for (int axis = 0; axis < Extents::rank; ++axis)
        check_index(index[axis], static_cast<std::size_t>(Extents::shape[axis]));
    return Layout<Extents, Strides>::offset(index);
  }
}

/// The index of element i, counted row after row.
template <class Extents> struct IndexOf {
  std::size_t index[Extents::rank > 0 ? Extents::rank : 1]{};

  explicit constexpr IndexOf(std::size_t i) {
    for (int axis = Extents::rank; axis-- > 0;) {
      const auto extent = static_cast<std::size_t>(Extents::shape[axis]);
      index[axis] = i % extent;
      i /= extent;
    }
  }
};

/// Runs through the elements of a view, row after row.
template <class View> class ElementIterator {
 public:
  using value_type = typename View::Type;
  using difference_type = std::ptrdiff_t;

  constexpr ElementIterator(View view, std::size_t i) : view_(view), i_(i) {}
  constexpr auto& operator*() const { return view_[i_]; }
  constexpr ElementIterator& operator++() {
    ++i_;
    return *this;
  }
  constexpr ElementIterator operator++(int) {
    const ElementIterator before = *this;
    ++i_;
    return before;
  }
  constexpr bool operator==(const ElementIterator& other) const { return i_ == other.i_; }

 private:
  View view_;
  std::size_t i_;
};

}  // namespace cortexpr::detail::tensors
