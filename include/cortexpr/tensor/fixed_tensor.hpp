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
/// All the others are of type T; as one comparison and not as a fold, see are_numbers.
template <class T, class... Others>
concept SameAsAll = std::is_same_v<Types<Others...>, Types<first_of<T, Others>...>>;

}  // namespace detail::tensors

/// `extents` elements of type T, outermost axis first, stored row after row in the object itself; without
/// extents a scalar. Starts as zeros. Large ones do not belong on the stack: see `make_tensor`
/// (tensor/heap.hpp).
///
///     Tensor<float, 2, 3> a{1, 2, 3, 4, 5, 6};
///     Tensor b{{1.f, 0.f}, {0.f, 1.f}};  // Tensor<float, 2, 2>
template <class T, std::size_t... extents> class Tensor {
  static_assert(Element<T>, "the elements of a tensor are numbers: float, double, int, BFloat16, ...");
  static_assert(sizeof...(extents) <= max_rank, "a tensor has at most 6 axes");
  static_assert(((extents > 0) && ...), "an axis of a tensor has at least one element");

  using Value = std::type_identity_t<T>;  // not deduced from constructor arguments

 public:
  using Extents = detail::tensors::Sizes<extents...>;
  using Strides = detail::tensors::contiguous_strides_of<Extents>;
  static constexpr bool contiguous = true;

  // As an expression; not by inheriting from Node, which would change how small tensors are passed to
  // functions.
  using TensorTag = void;
  using Type = T;
  static constexpr bool owning = true;
  static constexpr int rank() { return Extents::rank; }
  static constexpr std::size_t size() { return Extents::product; }
  static constexpr Shape shape() { return Extents::shape; }

  constexpr Tensor() : data_{} {}
  explicit constexpr Tensor(detail::tensors::Uninitialized) {}

  /// One value for each element, row after row.
  template <class... Values> requires(sizeof...(Values) > 0 && detail::tensors::are_numbers<Values...>())
  explicit(sizeof...(extents) > 0 && sizeof...(Values) == 1) constexpr Tensor(Values... values)
      : Tensor(Count<sizeof...(Values)>(), values...) {
    using namespace detail::tensors;
    static_assert(
        one_value_each<Expected<Extents::product>, Found<sizeof...(Values)>>,
        "a tensor needs one value for each element: expected Expected<...> values, found Found<...>");
  }

  /// Rows of numbers, for two axes.
  template <std::size_t... columns> requires(sizeof...(columns) > 0)
  constexpr Tensor(const Value (&... rows)[columns]) : data_{} {
    check_lists<sizeof...(columns), columns...>();
    std::size_t i = 0;
    (copy_list(rows, columns, i), ...);
  }

  /// Blocks of rows of numbers, for three axes.
  template <std::size_t... rows, std::size_t... columns> requires(sizeof...(rows) > 0)
  constexpr Tensor(const Value (&... blocks)[rows][columns]) : data_{} {
    check_lists<sizeof...(rows), rows..., columns...>();
    std::size_t i = 0;
    const auto copy_block = [this, &i](const auto& block, std::size_t length) {
      for (const auto& row : block) copy_list(row, length, i);
    };
    (copy_block(blocks, columns), ...);
  }

  /// What an expression yields, broadcast to this shape.
  template <TensorExpression E> requires(!std::is_same_v<E, Tensor>) constexpr Tensor(const E& e) {
    detail::tensors::check_assignment<Tensor, E>();
    detail::tensors::assign_elements(*this, e);
  }
  template <TensorExpression E> constexpr Tensor& operator=(const E& e) & {
    detail::tensors::check_assignment<Tensor, E>();
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
  template <class... Indices> constexpr T& operator()(Indices... indices) {
    detail::tensors::check_indices<Extents, sizeof...(Indices)>();
    return data_[detail::tensors::place_of<Extents, Strides>(indices...)];
  }
  template <class... Indices> constexpr const T& operator()(Indices... indices) const {
    detail::tensors::check_indices<Extents, sizeof...(Indices)>();
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
  template <int axis, std::size_t first, std::size_t last> constexpr auto slice() & {
    return view().template slice<axis, first, last>();
  }
  template <int axis, std::size_t first, std::size_t last> constexpr auto slice() const& {
    return view().template slice<axis, first, last>();
  }
  template <int axis, std::size_t first, std::size_t last> constexpr auto slice() && {
    return eval(view().template slice<axis, first, last>());
  }
  template <int... axes> constexpr auto transpose() & { return view().template transpose<axes...>(); }
  template <int... axes> constexpr auto transpose() const& { return view().template transpose<axes...>(); }
  template <int... axes> constexpr auto transpose() && { return eval(view().template transpose<axes...>()); }
  template <std::size_t... shape_> constexpr auto reshape() & { return view().template reshape<shape_...>(); }
  template <std::size_t... shape_> constexpr auto reshape() const& {
    return view().template reshape<shape_...>();
  }
  template <std::size_t... shape_> constexpr auto reshape() && {
    return eval(view().template reshape<shape_...>());
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

  template <class... Values> constexpr Tensor(Count<Extents::product>, Values... values)
      : data_{detail::tensors::converted<T>(values)...} {}
  template <std::size_t wrong, class... Values> requires(wrong != Extents::product)
  constexpr Tensor(Count<wrong>, Values...) : data_{} {}

  template <std::size_t... found> static constexpr void check_lists() {
    using namespace detail::tensors;
    static_assert(
        lists_have_shape<Expected<extents...>, Found<found...>>,
        "the nested lists do not have the shape of the tensor: expected the shape Expected<...>, found "
        "Found<number of lists, length of each...>");
  }

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

/// a = Function(a, b), where a keeps its shape.
template <class Function, class A, class B> constexpr void update(A& a, const B& b) {
  using Operand = kept<const B&, A>;
  static_assert(
      shape_is_assignable<labelled<Expected, extents_of<A>>, labelled<Found, extents_of<Operand>>>,
      "the right side must have the shape of the left one, Expected<...>, or broadcast to it: found "
      "Found<...>");
  assign(a, Binary<Function, kept<A&, A>, Operand>(a, b));
}

}  // namespace detail::tensors

template <TensorExpression A, class B> requires detail::tensors::Operands<A, B>
constexpr A&& operator+=(A&& a, const B& b) {
  detail::tensors::update<detail::tensors::Add>(a, b);
  return static_cast<A&&>(a);
}
template <TensorExpression A, class B> requires detail::tensors::Operands<A, B>
constexpr A&& operator-=(A&& a, const B& b) {
  detail::tensors::update<detail::tensors::Subtract>(a, b);
  return static_cast<A&&>(a);
}
template <TensorExpression A, class B> requires detail::tensors::Operands<A, B>
constexpr A&& operator*=(A&& a, const B& b) {
  detail::tensors::update<detail::tensors::Multiply>(a, b);
  return static_cast<A&&>(a);
}
template <TensorExpression A, class B> requires detail::tensors::Operands<A, B>
constexpr A&& operator/=(A&& a, const B& b) {
  detail::tensors::update<detail::tensors::Divide>(a, b);
  return static_cast<A&&>(a);
}

}  // namespace cortexpr
