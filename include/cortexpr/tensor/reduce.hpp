/// Sums, means and extremes over all axes or some. What is over all axes is a plain number, else a tensor
/// without the axes: `sum(t)`, `mean<-1>(t)`, `max<0, 2>(t)`. Negative axes count from the last.
#pragma once

#include <cortexpr/tensor/fixed_tensor.hpp>

namespace cortexpr {

namespace detail::tensors {

/// Which axes a reduction keeps, and in what order it runs through all: those first. No axes means all.
template <class E, int... axes> struct Reduction {
  static constexpr Shape reduced = normalized_axes(extents_of<E>::rank, {axes...});

  static constexpr bool is_reduced(int axis) {
    for (int i = 0; i < reduced.rank; ++i)
      if (reduced[i] == axis) return true;
    return sizeof...(axes) == 0;
  }
  static constexpr Shape order = [] {
    Shape result;
    for (int pass = 0; pass < 2; ++pass)
      for (int axis = 0; axis < extents_of<E>::rank; ++axis)
        if (is_reduced(axis) == (pass == 1)) result.append(axis);
    return result;
  }();
  /// The extents that remain.
  static constexpr Shape shape = [] {
    Shape result;
    for (int axis = 0; axis < extents_of<E>::rank; ++axis)
      if (!is_reduced(axis)) result.append(extents_of<E>::shape[axis]);
    return result;
  }();
};

/// Adds all elements along the axes from `depth` on to the reducer.
template <class Reduction, int depth, class Reducer, class E>
CORTEXPR_INLINE constexpr void reduce_from_axis(Reducer& reducer, const E& e, std::size_t* index) {
  if constexpr (depth == E::rank()) {
    reducer.add(e.at(index));
  } else {
    constexpr int axis = Reduction::order[depth];
    for (index[axis] = 0; index[axis] < static_cast<std::size_t>(E::shape()[axis]); ++index[axis])
      reduce_from_axis<Reduction, depth + 1>(reducer, e, index);
  }
}

/// One reducer for each element of the result, row after row.
template <class Reduction, int depth, class Reducer, class E, class T>
CORTEXPR_INLINE constexpr void reduce_kept_axes(const E& e, std::size_t* index, T*& to) {
  if constexpr (depth == Reduction::shape.rank) {
    Reducer reducer;
    reduce_from_axis<Reduction, depth>(reducer, e, index);
    *to++ = reducer.result();
  } else {
    constexpr int axis = Reduction::order[depth];
    for (index[axis] = 0; index[axis] < static_cast<std::size_t>(E::shape()[axis]); ++index[axis])
      reduce_kept_axes<Reduction, depth + 1, Reducer>(e, index, to);
  }
}

/// Reducer: add(element), result(); default-constructed for nothing added. It is made for the element type
/// and the number of elements that it will see.
template <template <class T, std::size_t count> class Reducer_, int... axes, class E>
constexpr auto reduce(const E& e) {
  static_assert(
      axes_exist<labelled<Found, extents_of<E>>, axes...>,
      "no such axis, or the same axis twice: expected axes from -rank to rank - 1 of the shape Found<...>");
  using Plan = Reduction<E, axes...>;
  using Kept = sizes_of<Plan>;
  using Reducer = Reducer_<computed<type_of<E>>, E::size() / Kept::product>;
  using Result = decltype(Reducer().result());
  if constexpr (Kept::rank == 0 && E::flat_in(E::shape())) {
    Reducer reducer;
    for (std::size_t i = 0; i < E::size(); ++i) reducer.add(e.flat(i));
    return reducer.result();
  } else {
    typename TensorOf<Result, Kept>::type result{Uninitialized()};
    Result* to = result.data();
    std::size_t index[E::rank() > 0 ? E::rank() : 1]{};
    reduce_kept_axes<Plan, 0, Reducer>(e, index, to);
    if constexpr (Kept::rank == 0)
      return result[0];
    else
      return result;
  }
}

/// Floats are added in double, so that the sum of many is as exact as one of them; bool and char as int.
template <class T> struct SumType {
  using type = decltype(T() + T());
};
template <> struct SumType<float> {
  using type = double;
};

template <class T, std::size_t> struct SumOf {
  using Sum = typename SumType<T>::type;
  using Result = std::conditional_t<std::is_same_v<T, float>, float, Sum>;
  Sum total = 0;
  template <class X> constexpr void add(X x) { total += converted<Sum>(x); }
  constexpr Result result() const { return static_cast<Result>(total); }
};

template <class T, std::size_t count> struct MeanOf {
  using Result = std::conditional_t<std::is_same_v<T, float>, float, double>;
  double total = 0;
  template <class X> constexpr void add(X x) { total += converted<double>(x); }
  constexpr Result result() const { return static_cast<Result>(total / static_cast<double>(count)); }
};

/// The first element for which no other is better; NaN is better than any number.
template <class T, class Better> struct BestOf {
  T best{};
  std::int32_t position = -1, seen = 0;
  template <class X> constexpr void add(X element) {
    const T x = converted<T>(element);
    if (position < 0 || Better::apply(x, best) || (x != x && best == best)) best = x, position = seen;
    ++seen;
  }
};

struct IsGreater {
  template <class T> static constexpr bool apply(T a, T b) { return a > b; }
};
struct IsLess {
  template <class T> static constexpr bool apply(T a, T b) { return a < b; }
};

template <class T, std::size_t> struct MaxOf : BestOf<T, IsGreater> {
  constexpr T result() const { return this->best; }
};
template <class T, std::size_t> struct MinOf : BestOf<T, IsLess> {
  constexpr T result() const { return this->best; }
};
template <class T, std::size_t> struct ArgmaxOf : BestOf<T, IsGreater> {
  constexpr std::int32_t result() const { return this->position; }
};
template <class T, std::size_t> struct ArgminOf : BestOf<T, IsLess> {
  constexpr std::int32_t result() const { return this->position; }
};

template <bool all, class E> constexpr bool all_or_any(const E& e) {
  std::size_t index[E::rank() > 0 ? E::rank() : 1]{};
  struct Counter {
    std::size_t count = 0;
    constexpr void add(computed<type_of<E>> x) { count += x != 0 ? 1 : 0; }
  } counter;
  reduce_from_axis<Reduction<E>, 0>(counter, e, index);
  return all ? counter.count == E::size() : counter.count > 0;
}

}  // namespace detail::tensors

/// The sum of the elements; of floats added in double and rounded once.
template <int... axes, TensorExpression E> constexpr auto sum(const E& e) {
  return detail::tensors::reduce<detail::tensors::SumOf, axes...>(e);
}
/// The arithmetic mean; of integers as double.
template <int... axes, TensorExpression E> constexpr auto mean(const E& e) {
  return detail::tensors::reduce<detail::tensors::MeanOf, axes...>(e);
}
/// The largest element; NaN if there is one.
template <int... axes, TensorExpression E> constexpr auto max(const E& e) {
  return detail::tensors::reduce<detail::tensors::MaxOf, axes...>(e);
}
/// The smallest element; NaN if there is one.
template <int... axes, TensorExpression E> constexpr auto min(const E& e) {
  return detail::tensors::reduce<detail::tensors::MinOf, axes...>(e);
}
/// The position of the largest element along an axis; over all, counted row after row. The first if several
/// are.
template <int... axes, TensorExpression E> constexpr auto argmax(const E& e) {
  static_assert(sizeof...(axes) <= 1, "argmax is over one axis, or over all elements");
  return detail::tensors::reduce<detail::tensors::ArgmaxOf, axes...>(e);
}
/// The position of the smallest element, as `argmax`.
template <int... axes, TensorExpression E> constexpr auto argmin(const E& e) {
  static_assert(sizeof...(axes) <= 1, "argmin is over one axis, or over all elements");
  return detail::tensors::reduce<detail::tensors::ArgminOf, axes...>(e);
}
/// Whether no element is zero: `all(a < b)`.
template <TensorExpression E> constexpr bool all(const E& e) { return detail::tensors::all_or_any<true>(e); }
/// Whether some element is not zero.
template <TensorExpression E> constexpr bool any(const E& e) { return detail::tensors::all_or_any<false>(e); }

}  // namespace cortexpr
