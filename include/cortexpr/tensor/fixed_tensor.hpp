/// Tensor: the owner of elements in a shape that is part of the type.
#pragma once

#include <cortexpr/tensor/operators.hpp>
#include <cortexpr/tensor/view.hpp>

namespace cortexpr {

namespace detail::tensors {

struct Uninitialized {};

/// The extent that all of a list share, or 0 where lists differ in length.
constexpr std::size_t shared_extent(std::initializer_list<std::size_t> extents) {
  std::size_t first = *extents.begin();
  for (std::size_t e : extents)
    if (e != first) return 0;
  return first;
}

template <class...> struct Types;
template <class T, class> using first_of = T;
/// Not as a fold over `&&`, of which clang takes 256 operands at most.
template <class T, class... Others>
concept SameAsAll = std::is_same_v<Types<Others...>, Types<first_of<T, Others>...>>;

template <class T, class Extents> using whole_view = TensorView<T, Extents, contiguous_strides_of<Extents>>;

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

 public:
  using Extents = detail::tensors::Sizes<extents...>;
  using Strides = detail::tensors::contiguous_strides_of<Extents>;
  static constexpr bool owning = true, contiguous = true;
  using Tensor::Node::rank;
  using Tensor::Node::shape;
  using Tensor::Node::size;

  constexpr Tensor() : data_{} {}
  explicit constexpr Tensor(detail::tensors::Uninitialized) {}

  /// One value for each element, row after row.
  template <detail::tensors::Number... Values> requires(sizeof...(Values) > 0)
  explicit(sizeof...(extents) > 0 && sizeof...(Values) == 1) constexpr Tensor(Values... values)
      : Tensor(Count<sizeof...(Values)>(), values...) {}

  /// Rows of numbers, for two axes.
  template <std::size_t... columns> requires(sizeof...(columns) > 0)
  constexpr Tensor(const typename Tensor::Type (&... rows)[columns]) : data_{} {
    if constexpr (std::is_same_v<detail::tensors::Sizes<sizeof...(columns),
                                                        detail::tensors::shared_extent({columns...})>,
                                 Extents>) {
      [[maybe_unused]] T* to = data_;
      (copy_row(rows, to), ...);
    } else {
      (void)sizeof(detail::tensors::WrongRows<detail::tensors::Expected<extents...>,
                                              detail::tensors::Found<sizeof...(columns), columns...>>);
    }
  }

  /// Blocks of rows of numbers, for three axes.
  template <std::size_t... rows, std::size_t... columns> requires(sizeof...(columns) > 0)
  constexpr Tensor(const typename Tensor::Type (&... blocks)[rows][columns]) : data_{} {
    if constexpr (std::is_same_v<
                      detail::tensors::Sizes<sizeof...(rows), detail::tensors::shared_extent({rows...}),
                                             detail::tensors::shared_extent({columns...})>,
                      Extents>) {
      T* to = data_;
      (copy_block(blocks, to), ...);
    } else {
      (void)sizeof(detail::tensors::WrongRows<detail::tensors::Expected<extents...>,
                                              detail::tensors::Found<sizeof...(rows), columns...>>);
    }
  }

  /// What an expression yields, broadcast to this shape.
  template <TensorExpression E> requires(!std::is_same_v<E, Tensor>) constexpr Tensor(const E& e) {
    detail::tensors::initialize(view(), e);
  }
  template <TensorExpression E> constexpr Tensor& operator=(const E& e) & {
    detail::tensors::assign(view(), e);
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
  constexpr T* end() { return data_ + size(); }
  constexpr const T* begin() const { return data_; }
  constexpr const T* end() const { return data_ + size(); }

  /// The element at an index, one number for each axis; in constant evaluation an index out of range is an
  /// error.
  template <class... Index> constexpr T& operator()(Index... index) { return view()(index...); }
  template <class... Index> constexpr const T& operator()(Index... index) const { return view()(index...); }

  /// Element i, counted row after row.
  constexpr T& operator[](std::size_t i) { return data_[i]; }
  constexpr const T& operator[](std::size_t i) const { return data_[i]; }

  /// A scalar is its only element.
  constexpr operator T() const requires(sizeof...(extents) == 0) { return data_[0]; }

  constexpr auto view() { return detail::tensors::whole_view<T, Extents>(data_); }
  constexpr auto view() const { return detail::tensors::whole_view<const T, Extents>(data_); }

  // Views of parts (view.hpp); of a temporary, which would leave them behind, copies.
  constexpr auto row(std::size_t i) & { return view().row(i); }
  constexpr auto row(std::size_t i) const& { return view().row(i); }
  constexpr auto row(std::size_t i) && { return eval(view().row(i)); }
  template <int axis, std::size_t begin_, std::size_t end_> constexpr auto slice() & {
    return view().template slice<axis, begin_, end_>();
  }
  template <int axis, std::size_t begin_, std::size_t end_> constexpr auto slice() const& {
    return view().template slice<axis, begin_, end_>();
  }
  template <int axis, std::size_t begin_, std::size_t end_> constexpr auto slice() && {
    return eval(view().template slice<axis, begin_, end_>());
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
  static constexpr bool flat_in(const Shape& to) { return size() == 1 || shape() == to; }
  CORTEXPR_INLINE constexpr T flat(std::size_t i) const { return data_[size() == 1 ? 0 : i]; }
  CORTEXPR_INLINE constexpr T at(const std::size_t* index) const {
    return data_[detail::tensors::Layout<Extents, Strides>::offset(index)];
  }
  template <class To> constexpr bool conflicts(const To& to) const {
    return detail::tensors::overlap(*this, to);
  }
  static constexpr std::size_t reach() { return size(); }

 private:
  template <std::size_t> struct Count {};

  template <class... Values> constexpr Tensor(Count<Extents::product>, Values... values)
      : data_{detail::tensors::converted<T>(values)...} {}
  template <std::size_t found, class... Values> requires(found != Extents::product)
  constexpr Tensor(Count<found>, Values...) : data_{} {
    (void)sizeof(detail::tensors::WrongNumberOfValues<detail::tensors::Expected<size()>,
                                                      detail::tensors::Found<found>>);
  }

  template <std::size_t n> static constexpr void copy_row(const T (&row)[n], T*& to) {
    for (const T& x : row) *to++ = x;
  }
  template <std::size_t m, std::size_t n> static constexpr void copy_block(const T (&block)[m][n], T*& to) {
    for (const T(&row)[n] : block) copy_row(row, to);
  }

  static constexpr std::size_t alignment = sizeof(T) * Extents::product >= 64 ? 64 : alignof(T);
  alignas(alignment) T data_[Extents::product];
};

/// The number of axes is the depth of the braces. All numbers are of one type, so that none is converted
/// unseen.
template <detail::tensors::Number T, class... Others> requires detail::tensors::SameAsAll<T, Others...>
Tensor(T, Others...) -> Tensor<T, 1 + sizeof...(Others)>;
template <detail::tensors::Number T, std::size_t... columns> Tensor(const T (&... rows)[columns])
    -> Tensor<T, sizeof...(columns), detail::tensors::shared_extent({columns...})>;
template <detail::tensors::Number T, std::size_t... rows, std::size_t... columns>
Tensor(const T (&... blocks)[rows][columns])
    -> Tensor<T, sizeof...(rows), detail::tensors::shared_extent({rows...}),
              detail::tensors::shared_extent({columns...})>;
/// `Tensor c = a + b;` evaluates.
template <class T, std::size_t... extents>
Tensor(const detail::tensors::Node<T, detail::tensors::Sizes<extents...>>&) -> Tensor<T, extents...>;

// a += b and the like: a takes the place of the result, so b broadcasts to it.
template <TensorExpression A, class B> requires detail::tensors::Operands<A, B>
constexpr A&& operator+=(A&& a, const B& b) {
  a = a + b;
  return static_cast<A&&>(a);
}
template <TensorExpression A, class B> requires detail::tensors::Operands<A, B>
constexpr A&& operator-=(A&& a, const B& b) {
  a = a - b;
  return static_cast<A&&>(a);
}
template <TensorExpression A, class B> requires detail::tensors::Operands<A, B>
constexpr A&& operator*=(A&& a, const B& b) {
  a = a * b;
  return static_cast<A&&>(a);
}
template <TensorExpression A, class B> requires detail::tensors::Operands<A, B>
constexpr A&& operator/=(A&& a, const B& b) {
  a = a / b;
  return static_cast<A&&>(a);
}

}  // namespace cortexpr
