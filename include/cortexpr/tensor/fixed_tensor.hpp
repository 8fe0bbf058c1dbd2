/// Tensor: the owner of elements in a shape that is part of the type.
#pragma once

#include <cortexpr/tensor/operators.hpp>
#include <cortexpr/tensor/view.hpp>

namespace cortexpr {

namespace detail::tensors {

struct Uninitialized {};

/// The extent of the first of some lists. That the others agree is checked by the constructor.
template <std::size_t first, std::size_t...> inline constexpr std::size_t first_extent = first;

template <class...> struct Types;
template <class T, class> using first_of = T;
/// Not as a fold over `&&`, of which clang takes 256 operands at most.
template <class T, class... Others>
concept SameAsAll = std::is_same_v<Types<Others...>, Types<first_of<T, Others>...>>;

}  // namespace detail::tensors

/// `extents` elements of type T, outermost axis first, stored row after row in the object itself; without
/// extents a scalar. Starts as zeros. Large ones do not belong on the stack: see `make_tensor`
/// (tensor/heap.hpp).
///
///     Tensor<float, 2, 3> a{1, 2, 3, 4, 5, 6};
///     Tensor b{{1.f, 0.f}, {0.f, 1.f}};  // Tensor<float, 2, 2>
template <class T, std::size_t... extents> class Tensor
    : public detail::tensors::Node<T, detail::tensors::Sizes<extents...>> {
  static_assert(Element<T>, "the elements of a tensor are numbers: float, double, int, BFloat16, ...");
  static_assert(sizeof...(extents) <= max_rank, "a tensor has at most 6 axes");
  static_assert(((extents > 0) && ...), "an axis of a tensor has at least one element");

  using Self = detail::tensors::Node<T, detail::tensors::Sizes<extents...>>;
  using Value = typename Self::Type;  // not deduced from constructor arguments; for that there are the guides
  using Wanted = detail::tensors::Expected<extents...>;
  template <std::size_t... found> using Lists =
      detail::tensors::NestedLists<Wanted, detail::tensors::Found<found...>>;
  template <std::size_t count> using Values =
      detail::tensors::Values<detail::tensors::Expected<Self::size()>, detail::tensors::Found<count>>;

 public:
  using Extents = typename Self::Extents;
  using Strides = detail::tensors::contiguous_strides_of<Extents>;
  static constexpr bool owning = true, contiguous = true;

  constexpr Tensor() noexcept : data_{} {}
  explicit constexpr Tensor(detail::tensors::Uninitialized) noexcept {}

  /// One value for each element, row after row.
  template <detail::tensors::Number... Numbers> requires(sizeof...(Numbers) > 0)
  explicit(sizeof...(extents) > 0 &&
           sizeof...(Numbers) ==
               1) constexpr Tensor(Numbers... values) noexcept(Values<sizeof...(Numbers)>::checked)
      : Tensor(Count<sizeof...(Numbers)>(), values...) {}

  /// Rows of numbers, for two axes.
  template <std::size_t... columns> requires(sizeof...(columns) > 0)
  constexpr Tensor(const Value (&... rows)[columns]) noexcept(Lists<sizeof...(columns), columns...>::checked)
      : data_{} {
    std::size_t i = 0;
    (copy_list(rows, columns, i), ...);
  }

  /// Blocks of rows of numbers, for three axes.
  template <std::size_t... rows, std::size_t... columns> requires(sizeof...(rows) > 0) constexpr Tensor(
      const Value (&... blocks)[rows][columns]) noexcept(Lists<sizeof...(rows), rows..., columns...>::checked)
      : data_{} {
    std::size_t i = 0;
    const auto copy_block = [this, &i](const auto& block, std::size_t length) {
      for (const auto& row : block) copy_list(row, length, i);
    };
    (copy_block(blocks, columns), ...);
  }

  /// What an expression yields, broadcast to this shape.
  template <TensorExpression E> requires(!std::is_same_v<E, Tensor>)
  constexpr Tensor(const E& e) noexcept(detail::tensors::Assigned<Tensor, E>::checked) {
    detail::tensors::assign_elements(*this, e);
  }
  template <TensorExpression E>
  constexpr auto operator=(const E& e) & -> detail::tensors::assigned<Tensor, E, Tensor&> {
    detail::tensors::assign(*this, e);
    return *this;
  }

  /// A tensor with the same value everywhere.
  static constexpr Tensor filled(T value) {
    Tensor t{detail::tensors::Uninitialized()};
    for (T& x : t.data_) x = value;
    return t;
  }

  constexpr T* data() { return data_; }
  constexpr const T* data() const { return data_; }
  constexpr T* begin() { return data_; }
  constexpr T* end() { return data_ + Extents::product; }
  constexpr const T* begin() const { return data_; }
  constexpr const T* end() const { return data_ + Extents::product; }

  /// The element at an index, one number for each axis; out of range is an error in constant evaluation.
  template <class... Indices> constexpr auto operator()(Indices... indices)
      -> detail::tensors::indexed<T&, Extents, Indices...> {
    return data_[detail::tensors::place_of<Extents, Strides>(indices...)];
  }
  template <class... Indices> constexpr auto operator()(Indices... indices) const
      -> detail::tensors::indexed<const T&, Extents, Indices...> {
    return data_[detail::tensors::place_of<Extents, Strides>(indices...)];
  }

  /// Element i, counted row after row.
  constexpr T& operator[](std::size_t i) { return data_[i]; }
  constexpr const T& operator[](std::size_t i) const { return data_[i]; }

  /// A scalar is its only element.
  constexpr operator T() const requires(sizeof...(extents) == 0) { return data_[0]; }

  constexpr auto view() { return detail::tensors::whole_view<T, Extents>(data_); }
  constexpr auto view() const { return detail::tensors::whole_view<const T, Extents>(data_); }

  // Parts, described where they are made (view.hpp): views, but of a temporary copies.
  constexpr auto row(std::size_t i) & { return view().row(i); }
  constexpr auto row(std::size_t i) const& { return view().row(i); }
  constexpr auto row(std::size_t i) && { return eval(view().row(i)); }
  template <int axis, std::size_t first, std::size_t last>
  constexpr auto slice() & -> detail::tensors::slice_view<T, Extents, Strides, axis, first, last> {
    return view().template slice<axis, first, last>();
  }
  template <int axis, std::size_t first, std::size_t last>
  constexpr auto slice() const& -> detail::tensors::slice_view<const T, Extents, Strides, axis, first, last> {
    return view().template slice<axis, first, last>();
  }
  template <int axis, std::size_t first, std::size_t last>
  constexpr auto slice() && -> detail::tensors::evaluated<
      detail::tensors::slice_view<T, Extents, Strides, axis, first, last>> {
    return view().template slice<axis, first, last>();
  }
  template <int... axes>
  constexpr auto transpose() & -> detail::tensors::transposed_view<T, Extents, Strides, axes...> {
    return view().template transpose<axes...>();
  }
  template <int... axes>
  constexpr auto transpose() const& -> detail::tensors::transposed_view<const T, Extents, Strides, axes...> {
    return view().template transpose<axes...>();
  }
  template <int... axes> constexpr auto transpose() && -> detail::tensors::evaluated<
      detail::tensors::transposed_view<T, Extents, Strides, axes...>> {
    return view().template transpose<axes...>();
  }
  template <std::size_t... shape_>
  constexpr auto reshape() & -> detail::tensors::reshaped_view<T, Extents, shape_...> {
    return view().template reshape<shape_...>();
  }
  template <std::size_t... shape_>
  constexpr auto reshape() const& -> detail::tensors::reshaped_view<const T, Extents, shape_...> {
    return view().template reshape<shape_...>();
  }
  template <std::size_t... shape_> constexpr auto
  reshape() && -> detail::tensors::evaluated<detail::tensors::reshaped_view<T, Extents, shape_...>> {
    return view().template reshape<shape_...>();
  }

  // What an expression has (expression.hpp).
  static constexpr bool flat_in(const Shape& to) { return Extents::product == 1 || Extents::shape == to; }
  CORTEXPR_INLINE constexpr T flat(std::size_t i) const { return data_[Extents::product == 1 ? 0 : i]; }
  CORTEXPR_INLINE constexpr T at(const std::size_t* index) const {
    return data_[detail::tensors::Layout<Extents, Strides>::offset(index)];
  }
  template <class To> constexpr bool conflicts(const To& to) const {
    return detail::tensors::overlap(*this, to);
  }
  static constexpr std::size_t reach() { return Extents::product; }

 private:
  template <std::size_t> struct Count {};

  template <class... Numbers> constexpr Tensor(Count<Extents::product>, Numbers... values)
      : data_{detail::tensors::converted<T>(values)...} {}
  template <std::size_t wrong, class... Numbers> requires(wrong != Extents::product)
  constexpr Tensor(Count<wrong>, Numbers...) : data_{} {}

  constexpr void copy_list(const T* list, std::size_t length, std::size_t& i) {
    for (std::size_t j = 0; j < length && i < Extents::product; ++j) data_[i++] = list[j];
  }

  static constexpr std::size_t alignment = sizeof(T) * Extents::product >= 64 ? 64 : alignof(T);
  alignas(alignment) T data_[Extents::product];
};

/// The number of axes is the depth of the braces. All numbers are of one type, so that none is converted
/// unseen.
template <detail::tensors::Number T, class... Others> requires detail::tensors::SameAsAll<T, Others...>
Tensor(T, Others...) -> Tensor<T, 1 + sizeof...(Others)>;
template <detail::tensors::Number T, std::size_t... columns> Tensor(const T (&... rows)[columns])
    -> Tensor<T, sizeof...(columns), detail::tensors::first_extent<columns...>>;
template <detail::tensors::Number T, std::size_t... rows, std::size_t... columns>
Tensor(const T (&... blocks)[rows][columns])
    -> Tensor<T, sizeof...(rows), detail::tensors::first_extent<rows...>,
              detail::tensors::first_extent<columns...>>;
/// `Tensor c = a + b;` evaluates.
template <class T, std::size_t... extents>
Tensor(const detail::tensors::Node<T, detail::tensors::Sizes<extents...>>&) -> Tensor<T, extents...>;

namespace detail::tensors {

/// The result of `A op= B`: A itself, once B is known to broadcast to it.
template <class A, class B> using updated =
    typename Assignment<named<Expected, extents_of<A>>,
                        named<Found, extents_of<kept<B, A>>>>::template then<A&&>;
template <class A, class B> inline constexpr bool fits =
    broadcasts_to(extents_of<kept<B, A>>::shape, extents_of<A>::shape);

}  // namespace detail::tensors

// a += b and the like: a takes the place of the result, so b broadcasts to it.
template <TensorExpression A, class B> requires detail::tensors::Operands<A, B>
constexpr auto operator+=(A&& a, const B& b) -> detail::tensors::updated<A, const B&> {
  if constexpr (detail::tensors::fits<A, const B&>) detail::tensors::assign(a, a + b);
  return static_cast<A&&>(a);
}
template <TensorExpression A, class B> requires detail::tensors::Operands<A, B>
constexpr auto operator-=(A&& a, const B& b) -> detail::tensors::updated<A, const B&> {
  if constexpr (detail::tensors::fits<A, const B&>) detail::tensors::assign(a, a - b);
  return static_cast<A&&>(a);
}
template <TensorExpression A, class B> requires detail::tensors::Operands<A, B>
constexpr auto operator*=(A&& a, const B& b) -> detail::tensors::updated<A, const B&> {
  if constexpr (detail::tensors::fits<A, const B&>) detail::tensors::assign(a, a * b);
  return static_cast<A&&>(a);
}
template <TensorExpression A, class B> requires detail::tensors::Operands<A, B>
constexpr auto operator/=(A&& a, const B& b) -> detail::tensors::updated<A, const B&> {
  if constexpr (detail::tensors::fits<A, const B&>) detail::tensors::assign(a, a / b);
  return static_cast<A&&>(a);
}

}  // namespace cortexpr
