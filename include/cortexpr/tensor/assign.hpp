/// How an expression is written to memory: one loop over the elements of the result.
#pragma once

#include <cortexpr/tensor/expression.hpp>
#include <cstdint>

namespace cortexpr {

template <class T, std::size_t... extents> class Tensor;

namespace detail::tensors {

/// To: a Tensor or a view; something that knows data(), Extents, Strides and contiguous.
template <int axis, class To, class E>
CORTEXPR_INLINE constexpr void assign_from_axis(To& to, const E& e, std::size_t* index) {
  constexpr auto extent = static_cast<std::size_t>(To::Extents::shape[axis]);
  for (index[axis] = 0; index[axis] < extent; ++index[axis]) {
    if constexpr (axis + 1 < To::Extents::rank) {
      assign_from_axis<axis + 1>(to, e, index);
    } else {
      using Place = Layout<typename To::Extents, typename To::Strides>;
      to.data()[Place::offset(index)] =
          converted<typename To::Type>(e.at(index + (To::Extents::rank - E::rank())));
    }
  }
}

/// Element by element, without a look at what the expression reads.
template <class To, class E> constexpr void assign_elements(To& to, const E& e) {
  using T = typename To::Type;
  if constexpr (!broadcasts_to(E::shape(), To::shape())) {
    // an error already, where the assignment is declared
  } else if constexpr (To::contiguous && E::flat_in(To::shape())) {
    T* const data = to.data();
    for (std::size_t i = 0; i < To::size(); ++i) data[i] = converted<T>(e.flat(i));
  } else {
    std::size_t index[To::Extents::rank]{};
    assign_from_axis<0>(to, e, index);
  }
}

/// The tensor that holds what an expression yields.
template <class T, class Extents> struct TensorOf;
template <class T, std::size_t... extents> struct TensorOf<T, Sizes<extents...>> {
  using type = Tensor<T, extents...>;
};
template <class E> using evaluated = typename TensorOf<std::remove_const_t<type_of<E>>, extents_of<E>>::type;

/// The elements of `to` become those of `e`, broadcast; as if e were computed completely before.
template <class To, class E> constexpr void assign(To& to, const E& e) {
  if (!e.conflicts(to)) {
    assign_elements(to, e);
  } else if constexpr (sizeof(evaluated<E>) <= 1 << 14) {
    assign_elements(to, evaluated<E>(e));
  } else {  // not on the stack, which may be small
    const auto* const copy = new evaluated<E>(e);
    assign_elements(to, *copy);
    delete copy;
  }
}

template <class To, class E> constexpr void check_assignment() {
  static_assert(
      shape_is_assignable<labelled<Expected, extents_of<To>>, labelled<Found, extents_of<E>>>,
      "a tensor of this shape cannot be assigned: expected the shape Expected<...>, or one that broadcasts "
      "to it, found the shape Found<...>");
}

/// Whether reading `from` while writing `to` element by element would go wrong: they share memory, but not
/// element for element. Constant evaluation cannot compare unrelated addresses and expects the worst.
template <class From, class To> constexpr bool overlap(const From& from, const To& to) {
  if (From::owning && To::owning) return false;  // two objects, or one with the same places
  if (__builtin_is_constant_evaluated()) return true;
  const auto address = [](const void* p) { return reinterpret_cast<std::uintptr_t>(p); };
  if (address(from.data() + From::reach()) <= address(to.data())) return false;
  if (address(to.data() + To::reach()) <= address(from.data())) return false;
  const bool same = std::is_same_v<typename From::Extents, typename To::Extents> &&
                    std::is_same_v<typename From::Strides, typename To::Strides>;
  return !same || address(from.data()) != address(to.data());
}

}  // namespace detail::tensors

/// A tensor with the elements that an expression yields.
template <TensorExpression E> constexpr auto eval(const E& e) { return detail::tensors::evaluated<E>(e); }

}  // namespace cortexpr
