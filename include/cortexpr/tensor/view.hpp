/// Views: other ways to look at the elements of a tensor. A slice, a row, a transposed or reshaped tensor is
/// a pointer with extents and strides that the compiler knows.
#pragma once

#include <cortexpr/tensor/assign.hpp>
#include <initializer_list>

namespace cortexpr {

namespace detail::tensors {

template <class List, std::size_t skipped, class Axes> struct WithoutAxes;
template <std::size_t... number, std::size_t skipped, std::size_t... rest>
struct WithoutAxes<Sizes<number...>, skipped, std::index_sequence<rest...>> {
  using type = Sizes<static_cast<std::size_t>(Sizes<number...>::shape[rest + skipped])...>;
};
/// A list of extents or strides without its first number.
template <class List> using without_first =
    typename WithoutAxes<List, 1, std::make_index_sequence<List::rank - 1>>::type;

/// The axes in the order `axes`, or in reverse if that is empty. Rank -1 says that this is no order of the
/// axes.
constexpr Shape axis_order(int rank, std::initializer_list<int> axes) {
  Shape order, bad;
  bad.rank = -1;
  bool seen[max_rank]{};
  for (int axis : axes) {
    const int a = axis < 0 ? axis + rank : axis;
    if (a < 0 || a >= rank || seen[a]) return bad;
    seen[a] = true;
    order.append(a);
  }
  if (axes.size() == 0)
    for (int axis = rank; axis-- > 0;) order.append(axis);
  return order.rank == rank ? order : bad;
}

/// A list of extents or strides in another order.
template <class List, int... axes> struct Permuted {
  static constexpr Shape shape = [] {
    const Shape order = axis_order(List::rank, {axes...});
    Shape result;
    for (int i = 0; i < order.rank; ++i) result.append(List::shape[order[i]]);
    return result;
  }();
};

/// Extents of which one is replaced.
template <class Extents, int axis, std::size_t extent> struct WithExtent {
  static constexpr Shape shape = [] {
    Shape result = Extents::shape;
    result[axis] = static_cast<int>(extent);
    return result;
  }();
};

/// Called only where it must not be, so that a constant evaluation ends there and names it.
inline void index_out_of_range() {}

/// The index of an element counted row after row.
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
  using value_type = std::remove_const_t<typename View::Type>;
  using difference_type = std::ptrdiff_t;

  constexpr ElementIterator() = default;
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
  View view_{nullptr};
  std::size_t i_ = 0;
};

}  // namespace detail::tensors

/// A view of a tensor with elements of type T (const T if it only reads). It must not outlive what it looks
/// at. Assigning to a view assigns to the elements.
template <class T, class Extents_, class Strides_> class TensorView
    : public detail::tensors::Node<std::remove_const_t<T>, Extents_> {
  using Place = detail::tensors::Layout<Extents_, Strides_>;

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
    detail::tensors::assign(*this, e);
    return *this;
  }

  constexpr T* data() const { return data_; }

  /// The element at an index, one number for each axis.
  template <class... Index> constexpr T& operator()(Index... index) const {
    if constexpr (sizeof...(Index) != Extents::rank) {
      (void)sizeof(
          detail::tensors::WrongNumberOfIndices<detail::tensors::named<detail::tensors::Found, Extents>,
                                                sizeof...(Index)>);
      return *data_;
    } else {
      const std::size_t list[]{static_cast<std::size_t>(index)..., 0};
      if (__builtin_is_constant_evaluated())
        for (int axis = 0; axis < Extents::rank; ++axis)
          if (list[axis] >= static_cast<std::size_t>(Extents::shape[axis]))
            detail::tensors::index_out_of_range();
      return data_[Place::offset(list)];
    }
  }

  /// Element i, counted row after row.
  constexpr T& operator[](std::size_t i) const {
    if (__builtin_is_constant_evaluated() && i >= TensorView::size()) detail::tensors::index_out_of_range();
    if constexpr (contiguous)
      return data_[i];
    else
      return data_[Place::offset(detail::tensors::IndexOf<Extents>(i).index)];
  }

  constexpr auto begin() const {
    if constexpr (contiguous)
      return data_;
    else
      return detail::tensors::ElementIterator<TensorView>(*this, 0);
  }
  constexpr auto end() const {
    if constexpr (contiguous)
      return data_ + TensorView::size();
    else
      return detail::tensors::ElementIterator<TensorView>(*this, TensorView::size());
  }

  /// Entry i of the first axis, with one axis less.
  constexpr auto row(std::size_t i) const {
    static_assert(Extents::rank > 0, "a scalar has no rows");
    if (__builtin_is_constant_evaluated() && i >= static_cast<std::size_t>(Extents::shape[0]))
      detail::tensors::index_out_of_range();
    return TensorView<T, detail::tensors::without_first<Extents>, detail::tensors::without_first<Strides>>(
        data_ + i * static_cast<std::size_t>(Strides::shape[0]));
  }

  /// The part [begin, end) of an axis; a negative axis counts from the last.
  template <int axis, std::size_t begin_, std::size_t end_> constexpr auto slice() const {
    constexpr int a = Extents::shape.normalized(axis);
    if constexpr (a < 0 || a >= Extents::rank || begin_ >= end_ ||
                  end_ > static_cast<std::size_t>(Extents::shape[a < 0 || a >= max_rank ? 0 : a])) {
      (void)sizeof(detail::tensors::SliceOutOfRange<detail::tensors::named<detail::tensors::Found, Extents>,
                                                    axis, begin_, end_>);
      return *this;
    } else {
      return TensorView<T, detail::tensors::sizes_of<detail::tensors::WithExtent<Extents, a, end_ - begin_>>,
                        Strides>(data_ + begin_ * static_cast<std::size_t>(Strides::shape[a]));
    }
  }

  /// The axes in the given order; in reverse order without one.
  template <int... axes> constexpr auto transpose() const {
    if constexpr (detail::tensors::axis_order(Extents::rank, {axes...}).rank < 0) {
      (void)sizeof(
          detail::tensors::NoSuchAxis<detail::tensors::named<detail::tensors::Found, Extents>, axes...>);
      return *this;
    } else {
      return TensorView<T, detail::tensors::sizes_of<detail::tensors::Permuted<Extents, axes...>>,
                        detail::tensors::sizes_of<detail::tensors::Permuted<Strides, axes...>>>(data_);
    }
  }

  /// The same elements, row after row, with another shape. Only where they lie without gaps.
  template <std::size_t... extents> constexpr auto reshape() const {
    static_assert(contiguous, "reshape of a view with gaps or in another order: make a Tensor of it first");
    using New = detail::tensors::Sizes<extents...>;
    if constexpr (New::product != TensorView::size()) {
      (void)sizeof(
          detail::tensors::ReshapeChangesSize<detail::tensors::named<detail::tensors::Expected, Extents>,
                                              detail::tensors::Found<extents...>>);
      return *this;
    } else {
      return TensorView<T, New, detail::tensors::contiguous_strides_of<New>>(data_);
    }
  }

  // What an expression has (expression.hpp).
  static constexpr bool flat_in(const Shape& shape) {
    return TensorView::size() == 1 || (contiguous && Extents::shape == shape);
  }
  CORTEXPR_INLINE constexpr auto flat(std::size_t i) const { return data_[TensorView::size() == 1 ? 0 : i]; }
  CORTEXPR_INLINE constexpr auto at(const std::size_t* index) const { return data_[Place::offset(index)]; }
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
