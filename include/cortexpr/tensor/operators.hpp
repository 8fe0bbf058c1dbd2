/// The operators of tensors, element by element. A comparison yields 0 or 1 in the type it compares; `a == b`
/// and `a != b` may also be asked as a whole: `if (a == b)`.
#pragma once

#include <cortexpr/tensor/expression.hpp>

namespace cortexpr {

namespace detail::tensors {

struct Add {
  template <class T> CORTEXPR_INLINE static constexpr T apply(T a, T b) { return a + b; }
};
struct Subtract {
  template <class T> CORTEXPR_INLINE static constexpr T apply(T a, T b) { return a - b; }
};
struct Multiply {
  template <class T> CORTEXPR_INLINE static constexpr T apply(T a, T b) { return a * b; }
};
struct Divide {
  template <class T> CORTEXPR_INLINE static constexpr T apply(T a, T b) { return a / b; }
};
struct Negate {
  template <class T> CORTEXPR_INLINE static constexpr auto apply(T a) { return -a; }
};
struct Equal {
  static constexpr bool equality = true;
  template <class T> CORTEXPR_INLINE static constexpr T apply(T a, T b) { return a == b ? T(1) : T(0); }
};
struct NotEqual {
  static constexpr bool equality = false;
  template <class T> CORTEXPR_INLINE static constexpr T apply(T a, T b) { return a != b ? T(1) : T(0); }
};
struct Less {
  template <class T> CORTEXPR_INLINE static constexpr T apply(T a, T b) { return a < b ? T(1) : T(0); }
};
struct LessEqual {
  template <class T> CORTEXPR_INLINE static constexpr T apply(T a, T b) { return a <= b ? T(1) : T(0); }
};
struct Greater {
  template <class T> CORTEXPR_INLINE static constexpr T apply(T a, T b) { return a > b ? T(1) : T(0); }
};
struct GreaterEqual {
  template <class T> CORTEXPR_INLINE static constexpr T apply(T a, T b) { return a >= b ? T(1) : T(0); }
};

}  // namespace detail::tensors

template <class L, class R> requires detail::tensors::Operands<L, R> constexpr auto operator+(L&& l, R&& r) {
  return detail::tensors::binary<detail::tensors::Add>(static_cast<L&&>(l), static_cast<R&&>(r));
}
template <class L, class R> requires detail::tensors::Operands<L, R> constexpr auto operator-(L&& l, R&& r) {
  return detail::tensors::binary<detail::tensors::Subtract>(static_cast<L&&>(l), static_cast<R&&>(r));
}
template <class L, class R> requires detail::tensors::Operands<L, R> constexpr auto operator*(L&& l, R&& r) {
  return detail::tensors::binary<detail::tensors::Multiply>(static_cast<L&&>(l), static_cast<R&&>(r));
}
template <class L, class R> requires detail::tensors::Operands<L, R> constexpr auto operator/(L&& l, R&& r) {
  return detail::tensors::binary<detail::tensors::Divide>(static_cast<L&&>(l), static_cast<R&&>(r));
}
template <class L, class R> requires detail::tensors::Operands<L, R> constexpr auto operator==(L&& l, R&& r) {
  return detail::tensors::binary<detail::tensors::Equal>(static_cast<L&&>(l), static_cast<R&&>(r));
}
template <class L, class R> requires detail::tensors::Operands<L, R> constexpr auto operator!=(L&& l, R&& r) {
  return detail::tensors::binary<detail::tensors::NotEqual>(static_cast<L&&>(l), static_cast<R&&>(r));
}
template <class L, class R> requires detail::tensors::Operands<L, R> constexpr auto operator<(L&& l, R&& r) {
  return detail::tensors::binary<detail::tensors::Less>(static_cast<L&&>(l), static_cast<R&&>(r));
}
template <class L, class R> requires detail::tensors::Operands<L, R> constexpr auto operator<=(L&& l, R&& r) {
  return detail::tensors::binary<detail::tensors::LessEqual>(static_cast<L&&>(l), static_cast<R&&>(r));
}
template <class L, class R> requires detail::tensors::Operands<L, R> constexpr auto operator>(L&& l, R&& r) {
  return detail::tensors::binary<detail::tensors::Greater>(static_cast<L&&>(l), static_cast<R&&>(r));
}
template <class L, class R> requires detail::tensors::Operands<L, R> constexpr auto operator>=(L&& l, R&& r) {
  return detail::tensors::binary<detail::tensors::GreaterEqual>(static_cast<L&&>(l), static_cast<R&&>(r));
}
template <TensorExpression E> constexpr auto operator-(E&& e) {
  return detail::tensors::unary<detail::tensors::Negate>(static_cast<E&&>(e));
}

}  // namespace cortexpr
