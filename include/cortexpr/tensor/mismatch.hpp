/// The rules that shapes must keep, as constants whose template arguments show the numbers: a static_assert
/// on `shapes_broadcast<Left<2, 3>, Right<4>>` is printed with them by every compiler, beside its words.
#pragma once

#include <cortexpr/tensor/extents.hpp>

namespace cortexpr::detail::tensors {

template <std::size_t... extents> struct Left {};
template <std::size_t... extents> struct Right {};
template <std::size_t... extents> struct Expected {};
template <std::size_t... extents> struct Found {};

template <template <std::size_t...> class Role, class Extents> struct Labelled;
template <template <std::size_t...> class Role, std::size_t... extents>
struct Labelled<Role, Sizes<extents...>> {
  using type = Role<extents...>;
};
/// A shape under the name of the part it plays in an error.
template <template <std::size_t...> class Role, class Extents> using labelled =
    typename Labelled<Role, Extents>::type;

template <class, class> inline constexpr bool shapes_broadcast = false;
template <std::size_t... l, std::size_t... r>
inline constexpr bool shapes_broadcast<Left<l...>, Right<r...>> =
    broadcasts(Sizes<l...>::shape, Sizes<r...>::shape);

template <class, class> inline constexpr bool shape_is_assignable = false;
template <std::size_t... to, std::size_t... from>
inline constexpr bool shape_is_assignable<Expected<to...>, Found<from...>> =
    broadcasts_to(Sizes<from...>::shape, Sizes<to...>::shape);

template <class, class> inline constexpr bool one_value_each = false;
template <std::size_t count> inline constexpr bool one_value_each<Expected<count>, Found<count>> = true;

/// Whether `lengths` (of each of `count` lists; of the lists in each) are what a tensor of shape `wanted`
/// has.
constexpr bool same_lengths(const Shape& wanted, std::initializer_list<std::size_t> lengths,
                            std::size_t count) {
  if (static_cast<std::size_t>(wanted.rank) != 1 + lengths.size() / count) return false;
  std::size_t i = 0;
  for (std::size_t length : lengths)
    if (static_cast<int>(length) != wanted[1 + static_cast<int>(i++ / count)]) return false;
  return wanted[0] == static_cast<int>(count);
}

/// Found: the number of lists, the length of each, and where these contain lists the length of each of those.
template <class, class> inline constexpr bool lists_have_shape = false;
template <std::size_t... extents, std::size_t count, std::size_t... lengths>
inline constexpr bool lists_have_shape<Expected<extents...>, Found<count, lengths...>> =
    same_lengths(Sizes<extents...>::shape, {lengths...}, count);

template <class, class> inline constexpr bool same_size = false;
template <std::size_t... old, std::size_t... now>
inline constexpr bool same_size<Expected<old...>, Found<now...>> =
    Sizes<old...>::product == Sizes<now...>::product;

/// The axes without repetition, counted from the front. Rank -1: there are no such axes.
constexpr Shape normalized_axes(int rank, std::initializer_list<int> axes) {
  Shape result, bad;
  bad.rank = -1;
  bool seen[max_rank]{};
  for (int axis : axes) {
    const int a = axis < 0 ? axis + rank : axis;
    if (a < 0 || a >= rank || seen[a]) return bad;
    seen[a] = true;
    result.append(a);
  }
  return result;
}

template <class, int... axes> inline constexpr bool axes_exist = false;
template <std::size_t... extents, int... axes> inline constexpr bool axes_exist<Found<extents...>, axes...> =
    normalized_axes(sizeof...(extents), {axes...}).rank >= 0;

/// The order of axes that `transpose` is asked for: the given ones, or all in reverse. Rank -1: that is no
/// order.
constexpr Shape axis_order(int rank, std::initializer_list<int> axes) {
  Shape order = normalized_axes(rank, axes);
  if (axes.size() == 0)
    for (int axis = rank; axis-- > 0;) order.append(axis);
  if (order.rank != rank) order.rank = -1;
  return order;
}

template <class, int... axes> inline constexpr bool every_axis_once = false;
template <std::size_t... extents, int... axes>
inline constexpr bool every_axis_once<Found<extents...>, axes...> =
    axis_order(sizeof...(extents), {axes...}).rank >= 0;

constexpr bool is_slice(const Shape& shape, int axis, std::size_t begin, std::size_t end) {
  const int a = shape.normalized(axis);
  return a >= 0 && a < shape.rank && begin < end && end <= static_cast<std::size_t>(shape[a]);
}

template <class, int axis, std::size_t begin, std::size_t end> inline constexpr bool slice_in_range = false;
template <std::size_t... extents, int axis, std::size_t begin, std::size_t end>
inline constexpr bool slice_in_range<Found<extents...>, axis, begin, end> =
    is_slice(Sizes<extents...>::shape, axis, begin, end);

template <class, std::size_t indices> inline constexpr bool one_index_each = false;
template <std::size_t... extents, std::size_t indices>
inline constexpr bool one_index_each<Found<extents...>, indices> = sizeof...(extents) == indices;

}  // namespace cortexpr::detail::tensors
