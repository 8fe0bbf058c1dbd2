/// How an expression is written to memory: one loop over the elements of the result.
#pragma once

#include <cortexpr/tensor/expression.hpp>
#include <cstdint>

namespace cortexpr {

template <class T, std::size_t... extents> class Tensor;

namespace detail::tensors {

/// Target: something that knows data(), Extents, Strides and contiguous (a Tensor or a view).
template <int axis, class Target, class E>
CORTEXPR_INLINE constexpr void assign_from_axis(const Target& to, const E& e, std::size_t* index) {
  constexpr auto extent = static_cast<std::size_t>(Target::Extents::shape[axis]);
  for (index[axis] = 0; index[axis] < extent; ++index[axis]) {
    if constexpr (axis + 1 < Target::rank()) {
      assign_from_axis<axis + 1>(to, e, index);
    } else {
      using Place = Layout<typename Target::Extents, typename Target::Strides>;
      to.data()[Place::offset(index)] =
          converted<typename Target::Type>(e.at(index + (Target::rank() - E::rank())));
    }
  }
}

/// Element by element, without a look at what the expression reads.
template <class Target, class E> constexpr void assign_elements(const Target& to, const E& e) {
  using T = typename Target::Type;
  if constexpr (Target::contiguous && E::flat_in(Target::shape())) {
    T* const data = to.data();
    for (std::size_t i = 0; i < Target::size(); ++i) data[i] = converted<T>(e.flat(i));
  } else {
    std::size_t index[Target::rank()]{};
    assign_from_axis<0>(to, e, index);
  }
}

/// The tensor that holds what an expression yields.
template <class T, class Extents> struct TensorOf;
template <class T, std::size_t... extents> struct TensorOf<T, Sizes<extents...>> {
  using type = Tensor<T, extents...>;
};
template <class E> using evaluated = typename TensorOf<std::remove_const_t<type_of<E>>, extents_of<E>>::type;

/// False, and an error that shows both shapes, if E cannot be assigned to Target.
template <class Target, class E> constexpr bool check_assignment() {
  constexpr bool fits = broadcasts_to(E::shape(), Target::shape());
  if constexpr (!fits)
    (void)sizeof(ShapeCannotBeAssigned<detail::tensors::named<Expected, extents_of<Target>>, detail::tensors::named<Found, extents_of<E>>>);
  return fits;
}

/// Fills a target that nothing else refers to yet.
template <class Target, class E> constexpr void initialize(const Target& to, const E& e) {
  if constexpr (check_assignment<Target, E>()) assign_elements(to, e);
}

/// The elements of `to` become those of `e`, broadcast; as if e were computed completely before.
template <class Target, class E> constexpr void assign(const Target& to, const E& e) {
  if constexpr (check_assignment<Target, E>()) {
    if (e.conflicts(to))
      assign_elements(to, evaluated<E>(e).view());
    else
      assign_elements(to, e);
  }
}

/// Whether reading `from` while writing `to` element by element would go wrong: they share memory, but not
/// element for element. Constant evaluation cannot compare unrelated addresses and expects the worst.
template <class From, class To> constexpr bool overlap(const From& from, const To& to) {
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
