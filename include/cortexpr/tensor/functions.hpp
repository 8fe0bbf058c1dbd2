/// Elementary functions of tensors, element by element. Integers are computed in double.
///
/// The activations are in `cortexpr::tensors`, as their plain names are the layers'.
#pragma once

#include <cortexpr/core/math.hpp>
#include <cortexpr/tensor/operators.hpp>

namespace cortexpr {

namespace detail::tensors {

/// x itself if it is a float or double, else as double.
template <class T> CORTEXPR_INLINE constexpr auto real(T x) {
  if constexpr (Real<T>)
    return x;
  else
    return static_cast<double>(x);
}

struct Exp {
  template <class T> static constexpr auto apply(T x) { return math::exp(real(x)); }
};
struct Log {
  template <class T> static constexpr auto apply(T x) { return math::log(real(x)); }
};
struct Sqrt {
  template <class T> static constexpr auto apply(T x) { return math::sqrt(real(x)); }
};
struct Tanh {
  template <class T> static constexpr auto apply(T x) { return math::tanh(real(x)); }
};
struct Erf {
  template <class T> static constexpr auto apply(T x) { return math::erf(real(x)); }
};
struct Sin {
  template <class T> static constexpr auto apply(T x) { return math::sin(real(x)); }
};
struct Cos {
  template <class T> static constexpr auto apply(T x) { return math::cos(real(x)); }
};
struct Floor {
  template <class T> static constexpr auto apply(T x) { return math::floor(real(x)); }
};
struct Sigmoid {
  template <class T> static constexpr auto apply(T x) { return math::sigmoid(real(x)); }
};
struct Softplus {
  /// log(1 + e^x), which is x + log(1 + e^-x) too; the one with the small power never overflows.
  template <class T> static constexpr auto apply(T x) {
    const auto y = real(x);
    return (y > 0 ? y : 0) + math::log1p(math::exp(-math::abs(y)));
  }
};
struct Magnitude {
  template <class T> CORTEXPR_INLINE static constexpr T apply(T x) {
    if constexpr (Real<T>)
      return math::abs(x);
    else
      return static_cast<T>(x < 0 ? -x : x);
  }
};
struct Rectify {
  template <class T> CORTEXPR_INLINE static constexpr T apply(T x) { return x < 0 ? T(0) : x; }  // keeps NaN
};
struct Power {
  template <class T> static constexpr T apply(T x, T y) {
    return static_cast<T>(math::pow(real(x), real(y)));
  }
};
struct Larger {
  template <class T> CORTEXPR_INLINE static constexpr T apply(T a, T b) { return b > a || b != b ? b : a; }
};
struct Smaller {
  template <class T> CORTEXPR_INLINE static constexpr T apply(T a, T b) { return b < a || b != b ? b : a; }
};

/// The elements of `yes` where the condition is not zero, else those of `no`. Both are one expression, a
/// pair.
template <class Condition, class Yes, class No> struct Select
    : Node<common<type_of<Yes>, type_of<No>>,
           typename Broadcast<extents_of<Condition>,
                              typename Broadcast<extents_of<Yes>, extents_of<No>>::type>::type> {
  using T = common<type_of<Yes>, type_of<No>>;
  Condition condition;
  Yes yes;
  No no;

  template <class A, class B, class C> constexpr Select(A&& a, B&& b, C&& c)
      : condition(static_cast<A&&>(a)),
        yes(static_cast<B&&>(b)),
        no(static_cast<C&&>(c)) {}
  static constexpr bool flat_in(const Shape& shape) {
    return plain<Condition>::flat_in(shape) && plain<Yes>::flat_in(shape) && plain<No>::flat_in(shape);
  }
  CORTEXPR_INLINE constexpr T flat(std::size_t i) const {
    return is_true(condition.flat(i)) ? converted<T>(yes.flat(i)) : converted<T>(no.flat(i));
  }
  CORTEXPR_INLINE constexpr T at(const std::size_t* index) const {
    return is_true(condition.at(index + (Select::rank() - plain<Condition>::rank())))
               ? converted<T>(yes.at(index + (Select::rank() - plain<Yes>::rank())))
               : converted<T>(no.at(index + (Select::rank() - plain<No>::rank())));
  }
  template <class To> constexpr bool conflicts(const To& to) const {
    return condition.conflicts(to) || yes.conflicts(to) || no.conflicts(to);
  }

 private:
  template <class C> CORTEXPR_INLINE static constexpr bool is_true(C c) {
    return converted<computed<C>>(c) != 0;
  }
};

/// A number takes its type from the other value, or from the condition.
template <class E, class Other, class Condition> using kept_value =
    kept<E, std::conditional_t<TensorExpression<Other>, Other, Condition>>;

/// The type and shape that two values for `where` have together.
template <class Yes, class No, class Condition> using ValuesOf =
    Binary<Larger, kept_value<Yes, No, Condition>, kept_value<No, Yes, Condition>>;

}  // namespace detail::tensors

/// e^x
template <TensorExpression E> constexpr auto exp(E&& e) {
  return detail::tensors::unary<detail::tensors::Exp>(static_cast<E&&>(e));
}
/// The natural logarithm.
template <TensorExpression E> constexpr auto log(E&& e) {
  return detail::tensors::unary<detail::tensors::Log>(static_cast<E&&>(e));
}
template <TensorExpression E> constexpr auto sqrt(E&& e) {
  return detail::tensors::unary<detail::tensors::Sqrt>(static_cast<E&&>(e));
}
template <TensorExpression E> constexpr auto tanh(E&& e) {
  return detail::tensors::unary<detail::tensors::Tanh>(static_cast<E&&>(e));
}
template <TensorExpression E> constexpr auto erf(E&& e) {
  return detail::tensors::unary<detail::tensors::Erf>(static_cast<E&&>(e));
}
template <TensorExpression E> constexpr auto sin(E&& e) {
  return detail::tensors::unary<detail::tensors::Sin>(static_cast<E&&>(e));
}
template <TensorExpression E> constexpr auto cos(E&& e) {
  return detail::tensors::unary<detail::tensors::Cos>(static_cast<E&&>(e));
}
template <TensorExpression E> constexpr auto floor(E&& e) {
  return detail::tensors::unary<detail::tensors::Floor>(static_cast<E&&>(e));
}
template <TensorExpression E> constexpr auto abs(E&& e) {
  return detail::tensors::unary<detail::tensors::Magnitude>(static_cast<E&&>(e));
}

/// x^y
template <class L, class R> requires detail::tensors::Operands<L, R> constexpr auto pow(L&& x, R&& y) {
  return detail::tensors::binary<detail::tensors::Power>(static_cast<L&&>(x), static_cast<R&&>(y));
}

/// The larger of two elements; NaN if either is.
template <class L, class R> requires detail::tensors::Operands<L, R> constexpr auto maximum(L&& l, R&& r) {
  return detail::tensors::binary<detail::tensors::Larger>(static_cast<L&&>(l), static_cast<R&&>(r));
}

/// The smaller of two elements; NaN if either is.
template <class L, class R> requires detail::tensors::Operands<L, R> constexpr auto minimum(L&& l, R&& r) {
  return detail::tensors::binary<detail::tensors::Smaller>(static_cast<L&&>(l), static_cast<R&&>(r));
}

/// `yes` where the condition is not zero, else `no`; the three broadcast together. Numbers may stand for
/// tensors.
template <TensorExpression Condition, class Yes, class No>
requires(detail::tensors::Operands<Yes, No> || (detail::tensors::Number<Yes> && detail::tensors::Number<No>))
constexpr auto where(Condition&& condition, Yes&& yes, No&& no) {
  using namespace detail::tensors;
  using Y = kept_value<Yes, No, Condition>;
  using N = kept_value<No, Yes, Condition>;
  static_assert(
      shapes_broadcast<labelled<Left, extents_of<Y>>, labelled<Right, extents_of<N>>>,
      "where: the shapes of the two values do not broadcast; expected that of Left<...> and Right<...>");
  static_assert(
      !shapes_broadcast<labelled<Left, extents_of<Y>>, labelled<Right, extents_of<N>>> ||
          shapes_broadcast<labelled<Left, extents_of<Condition>>,
                           labelled<Right, extents_of<ValuesOf<Yes, No, Condition>>>>,
      "where: the shape of the condition, Left<...>, does not broadcast with that of the values, Right<...>");
  return Select<kept<Condition, Condition>, Y, N>(static_cast<Condition&&>(condition),
                                                  static_cast<Yes&&>(yes), static_cast<No&&>(no));
}

namespace tensors {

/// max(x, 0)
template <TensorExpression E> constexpr auto relu(E&& e) {
  return detail::tensors::unary<detail::tensors::Rectify>(static_cast<E&&>(e));
}
/// 1 / (1 + e^-x)
template <TensorExpression E> constexpr auto sigmoid(E&& e) {
  return detail::tensors::unary<detail::tensors::Sigmoid>(static_cast<E&&>(e));
}
/// log(1 + e^x)
template <TensorExpression E> constexpr auto softplus(E&& e) {
  return detail::tensors::unary<detail::tensors::Softplus>(static_cast<E&&>(e));
}

}  // namespace tensors
}  // namespace cortexpr
