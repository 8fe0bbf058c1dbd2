/// Views: other ways to look at the elements of a tensor. A slice, a row, a transposed or reshaped tensor is
/// a pointer with extents and strides that the compiler knows.
#pragma once

#include <cortexpr/tensor/assign.hpp>
#include <cortexpr/tensor/place.hpp>

namespace cortexpr {

template <class T, class Extents, class Strides> class TensorView;

namespace detail::tensors {

// The types of views of parts, each with the rule for its arguments (mismatch.hpp).

template <class T, class Extents, class Strides> using row_view =
    TensorView<T, without_first<Extents>, without_first<Strides>>;

template <class T, class Extents, class Strides, int axis, std::size_t begin, std::size_t end>
using slice_view = TensorView<T, sizes_of<Slice<named<Found, Extents>, axis, begin, end>>, Strides>;

template <class T, class Extents, class Strides, class Rule> using ordered_view =
    TensorView<T, sizes_of<typename Rule::template Ordered<Extents>>,
               sizes_of<typename Rule::template Ordered<Strides>>>;
template <class T, class Extents, class Strides, int... axes> using transposed_view =
    ordered_view<T, Extents, Strides, Transpose<named<Found, Extents>, axes...>>;

template <class T, class Extents> using whole_view = TensorView<T, Extents, contiguous_strides_of<Extents>>;
template <class T, class Extents, std::size_t... extents> using reshaped_view =
    whole_view<T, typename Reshape<named<Expected, Extents>, Found<extents...>>::type>;

template <class T, class Extents, class... Indices> using indexed =
    typename Index<named<Found, Extents>, sizeof...(Indices)>::template then<T>;

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
  template <TensorExpression E> constexpr auto operator=(const E& e) const
      -> detail::tensors::assigned<TensorView, E, const TensorView&> {
    detail::tensors::assign(*this, e);
    return *this;
  }

  constexpr T* data() const { return data_; }

  /// The element at an index, one number for each axis; out of range is an error in constant evaluation.
  template <class... Indices> constexpr auto operator()(Indices... indices) const
      -> detail::tensors::indexed<T&, Extents, Indices...> {
    return data_[detail::tensors::place_of<Extents, Strides>(indices...)];
  }

  /// Element i, counted row after row.
  constexpr T& operator[](std::size_t i) const {
    detail::tensors::check_index(i, Extents::product);
    if constexpr (contiguous)
      return data_[i];
    else
      return data_[detail::tensors::Layout<Extents, Strides>::offset(
          detail::tensors::IndexOf<Extents>(i).index)];
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
    static_assert(Extents::rank > 0, "a scalar has no rows");
    detail::tensors::check_index(i, static_cast<std::size_t>(Extents::shape[0]));
    return detail::tensors::row_view<T, Extents, Strides>(data_ +
                                                          i * static_cast<std::size_t>(Strides::shape[0]));
  }

  /// The part [first, last) of an axis; a negative axis counts from the end.
  template <int axis, std::size_t first, std::size_t last> constexpr auto slice() const
      -> detail::tensors::slice_view<T, Extents, Strides, axis, first, last> {
    using Rule =
        detail::tensors::Slice<detail::tensors::named<detail::tensors::Found, Extents>, axis, first, last>;
    constexpr int a = Rule::fits ? Rule::axis : 0;
    return detail::tensors::slice_view<T, Extents, Strides, axis, first, last>(
        data_ + Rule::begin * static_cast<std::size_t>(Strides::shape[a]));
  }

  /// The axes in the given order; in reverse order without one.
  template <int... axes> constexpr auto transpose() const
      -> detail::tensors::transposed_view<T, Extents, Strides, axes...> {
    return detail::tensors::transposed_view<T, Extents, Strides, axes...>(data_);
  }

  /// The same elements, row after row, with another shape. Only where they lie without gaps.
  template <std::size_t... extents> constexpr auto reshape() const
      -> detail::tensors::reshaped_view<T, Extents, extents...> {
    static_assert(contiguous, "reshape of a view with gaps or in another order: make a Tensor of it first");
    return detail::tensors::reshaped_view<T, Extents, extents...>(data_);
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
