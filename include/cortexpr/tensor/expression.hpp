/// Tensor arithmetic as expressions: `a + b * c` is a small object that computes one element when asked for
/// it, so that an assignment is one loop without temporaries. Shapes broadcast as in NumPy.
///
/// An expression refers to the named tensors in it and must not outlive them; temporaries are moved into it.
/// So a function that returns one (`return a == b;` too) names what it returns: a Tensor, a number or bool,
/// not `auto`.
#pragma once

#include <cortexpr/core/config.hpp>
#include <cortexpr/core/dtype.hpp>
#include <cortexpr/tensor/mismatch.hpp>
#include <initializer_list>
#include <type_traits>

namespace cortexpr {

/// A tensor, a view of one, or arithmetic on them.
template <class E>
concept TensorExpression = requires { typename std::remove_cvref_t<E>::TensorTag; };

/// What the elements of a tensor can be: numbers, and the float of 16 bits, with which one computes as float.
template <class T>
concept Element = std::is_arithmetic_v<T> || std::is_same_v<T, BFloat16>;

namespace detail::tensors {

template <class T>
concept Number = std::is_arithmetic_v<std::remove_cvref_t<T>>;

/// Whether all are numbers. Not by a fold over `&&`, of which clang takes 256 operands at most.
template <class... T> constexpr bool are_numbers() {
  for (bool is_number : {Number<T>...})
    if (!is_number) return false;
  return true;
}

/// The type in which elements of type T are computed with.
template <class T> using computed = std::conditional_t<std::is_same_v<T, BFloat16>, float, T>;

/// x as a T, also where one of them is the float of 16 bits.
template <class T, class From> CORTEXPR_INLINE constexpr T converted(From x) {
  if constexpr (std::is_same_v<T, From>)
    return x;
  else if constexpr (std::is_same_v<From, BFloat16>)
    return static_cast<T>(static_cast<float>(x));
  else if constexpr (std::is_same_v<T, BFloat16>)
    return T(static_cast<float>(x));
  else
    return static_cast<T>(x);
}

/// What all expressions have in common: an element type and a shape.
///
/// Beside these, an expression E has four functions:
///   flat_in(shape)   whether `flat` may be used when the result has this shape
///   flat(i)          element i, counted row after row
///   at(index)        the element at an index; one number for each axis of E
///   conflicts(to)    whether writing to `to` element by element would change elements that are read later
template <class T, class Extents_> struct Node {
  using TensorTag = void;
  using Type = T;  ///< the type of the elements it yields
  using Extents = Extents_;
  static constexpr bool owning = false;  ///< whether it holds its elements itself
  static constexpr int rank() { return Extents::rank; }
  static constexpr std::size_t size() { return Extents::product; }
  static constexpr Shape shape() { return Extents::shape; }
};

template <class E> using plain = std::remove_cvref_t<E>;
template <class E> using type_of = typename plain<E>::Type;
template <class E> using extents_of = typename plain<E>::Extents;

/// A number, with the shape [].
template <class T> struct Scalar : Node<T, Sizes<>> {
  T value;

  template <Number N> explicit constexpr Scalar(N number) : value(static_cast<T>(number)) {}
  static constexpr bool flat_in(const Shape&) { return true; }
  CORTEXPR_INLINE constexpr T flat(std::size_t) const { return value; }
  CORTEXPR_INLINE constexpr T at(const std::size_t*) const { return value; }
  template <class To> constexpr bool conflicts(const To&) const { return false; }
};

template <class L, class R> struct Broadcast {
  static constexpr Shape shape = broadcast(L::shape, R::shape);
  using type = sizes_of<Broadcast>;
};
template <class L> struct Broadcast<L, L> {
  using type = L;
};

/// The type in which the elements of two tensors meet.
template <class L, class R> using common = decltype(computed<L>() + computed<R>());

/// Whether all elements (or else any) are not zero.
template <bool all, class E> constexpr bool all_or_any(const E& e);

template <class Function, class E> using result_of = decltype(Function::apply(computed<type_of<E>>()));

template <class Function, class E> struct Unary : Node<result_of<Function, E>, extents_of<E>> {
  using T = computed<type_of<E>>;
  using Result = result_of<Function, E>;
  E operand;

  template <class A> requires(!std::is_same_v<plain<A>, Unary>)
  explicit constexpr Unary(A&& a) : operand(static_cast<A&&>(a)) {}
  static constexpr bool flat_in(const Shape& shape) { return plain<E>::flat_in(shape); }
  CORTEXPR_INLINE constexpr Result flat(std::size_t i) const {
    return Function::apply(converted<T>(operand.flat(i)));
  }
  CORTEXPR_INLINE constexpr Result at(const std::size_t* index) const {
    return Function::apply(converted<T>(operand.at(index)));
  }
  template <class To> constexpr bool conflicts(const To& to) const { return operand.conflicts(to); }
};

template <class Function, class L, class R> struct Binary
    : Node<common<type_of<L>, type_of<R>>, typename Broadcast<extents_of<L>, extents_of<R>>::type> {
  using T = common<type_of<L>, type_of<R>>;
  L left;
  R right;

  template <class A, class B> constexpr Binary(A&& a, B&& b)
      : left(static_cast<A&&>(a)),
        right(static_cast<B&&>(b)) {}
  static constexpr bool flat_in(const Shape& shape) {
    return plain<L>::flat_in(shape) && plain<R>::flat_in(shape);
  }
  CORTEXPR_INLINE constexpr T flat(std::size_t i) const {
    return Function::apply(converted<T>(left.flat(i)), converted<T>(right.flat(i)));
  }
  CORTEXPR_INLINE constexpr T at(const std::size_t* index) const {
    return Function::apply(converted<T>(left.at(index + (Binary::rank() - plain<L>::rank()))),
                           converted<T>(right.at(index + (Binary::rank() - plain<R>::rank()))));
  }
  template <class To> constexpr bool conflicts(const To& to) const {
    return left.conflicts(to) || right.conflicts(to);
  }
  /// Two tensors are equal if all elements are, and differ if any does.
  constexpr operator bool() const requires requires { Function::equality; } {
    return all_or_any<Function::equality>(*this);
  }
};

/// A scalar takes the type of the tensor beside it, but a fraction does not become an integer.
template <class Tensor, class S> using scalar_beside =
    std::conditional_t<std::is_integral_v<type_of<Tensor>> && std::is_floating_point_v<S>, S,
                       computed<type_of<Tensor>>>;

/// How an operand is kept: named tensors by reference, all else by value; numbers as Scalar.
template <class E, class Other> struct Kept;
template <TensorExpression E, class Other> struct Kept<E, Other> {
  using type =
      std::conditional_t<std::is_lvalue_reference_v<E> && plain<E>::owning, const plain<E>&, plain<E>>;
};
template <Number S, class Other> struct Kept<S, Other> {
  using type = Scalar<scalar_beside<Other, plain<S>>>;
};
template <class E, class Other> using kept = typename Kept<E, Other>::type;

/// Two tensors, or a tensor and a number.
template <class L, class R>
concept Operands =
    (TensorExpression<L> && (TensorExpression<R> || Number<R>)) || (Number<L> && TensorExpression<R>);

template <class Function, class E> constexpr auto unary(E&& e) {
  return Unary<Function, kept<E, E>>(static_cast<E&&>(e));
}

template <class Function, class L, class R> constexpr auto binary(L&& left, R&& right) {
  static_assert(
      shapes_broadcast<labelled<Left, extents_of<kept<L, R>>>, labelled<Right, extents_of<kept<R, L>>>>,
      "the shapes of two tensors do not fit together: aligned at the last axis, each pair of extents must be "
      "equal or contain a 1; expected that of Left<...> and Right<...>");
  return Binary<Function, kept<L, R>, kept<R, L>>(static_cast<L&&>(left), static_cast<R&&>(right));
}

}  // namespace detail::tensors
}  // namespace cortexpr
