/// Views: other ways to look at the elements of a tensor. A slice, a row, a transposed or reshaped tensor is
/// a pointer with extents and strides that the compiler knows.
#pragma once

#include <cortexpr/tensor/assign.hpp>
#include <cortexpr/tensor/place.hpp>

namespace cortexpr {

template <class T, class Extents, class Strides> class TensorView;

namespace detail::tensors {

/// Extents of which one is that of a slice.
template <class Extents, int axis, std::size_t begin, std::size_t end> struct Sliced {
  static constexpr bool valid = is_slice(Extents::shape, axis, begin, end);
  static constexpr int at = valid ? Extents::shape.normalized(axis) : 0;
  static constexpr Shape shape = [] {
    Shape result = Extents::shape;
    if (valid) result[at] = static_cast<int>(end - begin);
    return result;
  }();
};

/// A list of extents or strides in another order.
template <class List, int... axes> struct Permuted {
  static constexpr Shape shape = [] {
    const Shape order = axis_order(List::rank, {axes...});
    Shape result = List::shape;
    for (int i = 0; i < order.rank; ++i) result[i] = List::shape[order[i]];
    return result;
  }();
};

template <class T, class Extents> using whole_view = TensorView<T, Extents, contiguous_strides_of<Extents>>;

template <class Extents, std::size_t indices> constexpr void check_indices() {
  static_assert(
      one_index_each<labelled<Found, Extents>, indices>,
      "an element needs one index for each axis: expected that of the shape Found<...>, and behind it "
      "the number of indices");
}

}  // namespace detail::tensors

/// A view of a tensor with elements of type T (const T if it only reads). It must not outlive what it looks
/// at. Assigning to a view assigns to the elements.
template <class T, class Extents_, class Strides_> class TensorView
    : public detail::tensors::Node<std::remove_const_t<T>, Extents_> {
 public:
  using Extents = Extents_;
  using Strides = Strides_;
  static constexpr bool contiguous = Strides::shape == detail::tensors::contiguous_strides(Extents::shape);

  explicit constexpr TensorView(T* data) : data_(data) {}
  constexpr TensorView(const TensorView&) = default;

  constexpr const TensorView& operator=(const TensorView& other) const {
    detail::tensors::assign(*this, other);
    return *this;
  }
  template <TensorExpression E> constexpr const TensorView& operator=(const E& e) const {
    detail::tensors::check_assignment<TensorView, E>();
    detail::tensors::assign(*this, e);
    return *this;
  }

  constexpr T* data() const { return data_; }

  /// The element at an index, one number for each axis; out of range is an error in constant evaluation.
  template <class... Indices> constexpr T& operator()(Indices... indices) const {
    detail::tensors::check_indices<Extents, sizeof...(Indices)>();
    return data_[detail::tensors::place_of<Extents, Strides>(indices...)];
  }

  /// Element i, counted row after row.
  constexpr T& operator[](std::size_t i) const {
    using namespace detail::tensors;
    check_index(i, Extents::product);
    if constexpr (contiguous)
      return data_[i];
    else
      return data_[Layout<Extents, Strides>::offset(IndexOf<Extents>(i).index)];
  }

  constexpr auto begin() const {
    if constexpr (contiguous)
      return data_;
    else
      return detail::tensors::ElementIterator<TensorView>(*this, 0);
  }
  constexpr auto end() const {
    if constexpr (contiguous)
      return data_ + Extents::product;
    else
      return detail::tensors::ElementIterator<TensorView>(*this, Extents::product);
  }

  /// Entry i of the first axis, with one axis less.
  constexpr auto row(std::size_t i) const {
    using namespace detail::tensors;
    static_assert(Extents::rank > 0, "a scalar has no rows");
    check_index(i, static_cast<std::size_t>(Extents::shape[0]));
    return TensorView<T, without_first<Extents>, without_first<Strides>>(
        data_ + i * static_cast<std::size_t>(Strides::shape[0]));
  }

  /// The part [first, last) of an axis; a negative axis counts from the end.
  template <int axis, std::size_t first, std::size_t last> constexpr auto slice() const {
    using namespace detail::tensors;
    static_assert(
        slice_in_range<labelled<Found, Extents>, axis, first, last>,
        "a slice needs begin < end <= extent of its axis; expected that of the shape Found<...>, and "
        "behind it the axis, begin and end");
    using Part = Sliced<Extents, axis, first, last>;
    constexpr std::size_t begin = Part::valid ? first : 0;
    return TensorView<T, sizes_of<Part>, Strides>(data_ +
                                                  begin * static_cast<std::size_t>(Strides::shape[Part::at]));
  }

  /// The axes in the given order; in reverse order without one.
  template <int... axes> constexpr auto transpose() const {
    using namespace detail::tensors;
    static_assert(every_axis_once<labelled<Found, Extents>, axes...>,
                  "transpose needs every axis once: expected an order of the axes of the shape Found<...>");
    return TensorView<T, sizes_of<Permuted<Extents, axes...>>, sizes_of<Permuted<Strides, axes...>>>(data_);
  }

  /// The same elements, row after row, with another shape. Only where they lie without gaps.
  template <std::size_t... extents> constexpr auto reshape() const {
    using namespace detail::tensors;
    static_assert(contiguous, "reshape of a view with gaps or in another order: make a Tensor of it first");
    static_assert(
        same_size<labelled<Expected, Extents>, Found<extents...>>,
        "reshape keeps the number of elements: expected as many as the shape Expected<...> has, found "
        "the shape Found<...>");
    return whole_view<T, Sizes<extents...>>(data_);
  }

  // What an expression has (expression.hpp).
  static constexpr bool flat_in(const Shape& to) {
    return Extents::product == 1 || (contiguous && Extents::shape == to);
  }
  CORTEXPR_INLINE constexpr auto flat(std::size_t i) const { return data_[Extents::product == 1 ? 0 : i]; }
  CORTEXPR_INLINE constexpr auto at(const std::size_t* index) const {
    return data_[detail::tensors::Layout<Extents, Strides>::offset(index)];
  }
  template <class To> constexpr bool conflicts(const To& to) const {
    return detail::tensors::overlap(*this, to);
  }

  /// The distance from the first element to behind the last.
  static constexpr std::size_t reach() {
    std::size_t last = 0;
    for (int a = 0; a < Extents::rank; ++a)
      last += static_cast<std::size_t>(Extents::shape[a] - 1) * static_cast<std::size_t>(Strides::shape[a]);
    return last + 1;
  }

 private:
  T* data_;
};

}  // namespace cortexpr
