/// What the compiler says when shapes do not fit. Each struct states one rule, and its template arguments,
/// which every compiler prints, show the numbers. The rules stand in the declarations of what people call,
/// not in the bodies: then a broken one is a single, short error, in constant evaluation too.
///
/// First in the list of includes wherever it is used, as compilers also print the way to this file.
#pragma once

#include <cortexpr/tensor/extents.hpp>

namespace cortexpr::detail::tensors {

template <std::size_t... extents> struct Left {};
template <std::size_t... extents> struct Right {};
template <std::size_t... extents> struct Expected {};
template <std::size_t... extents> struct Found {};

template <template <std::size_t...> class Role, class Extents> struct Named;
template <template <std::size_t...> class Role, std::size_t... extents>
struct Named<Role, Sizes<extents...>> {
  using type = Role<extents...>;
};
/// A shape under the name of the part it plays in an error.
template <template <std::size_t...> class Role, class Extents> using named =
    typename Named<Role, Extents>::type;

template <std::size_t... extents> inline constexpr Shape shape_with = Sizes<extents...>::shape;

/// Once a rule is checked, `then<T>` is T. Constructors, which have no return type, say
/// noexcept(Rule::checked): it is looked at where they are used, and not where they are merely considered.
struct Checked {
  template <class T> using then = T;
  static constexpr bool checked = true;
};

template <class, class> struct Arithmetic;
template <std::size_t... l, std::size_t... r> struct Arithmetic<Left<l...>, Right<r...>> : Checked {
  static_assert(
      broadcasts(shape_with<l...>, shape_with<r...>),
      "the shapes of two tensors do not fit together: aligned at the last axis, each pair of extents "
      "must be equal or contain a 1; expected that of Left<...> and Right<...>");
};

template <class, class> struct Assignment;
template <std::size_t... to, std::size_t... from> struct Assignment<Expected<to...>, Found<from...>>
    : Checked {
  static_assert(broadcasts_to(shape_with<from...>, shape_with<to...>),
                "a tensor of this shape cannot be assigned: expected the shape Expected<...>, or one that "
                "broadcasts to it, found the shape Found<...>");
};

template <class, class> struct Values;
template <std::size_t expected, std::size_t found> struct Values<Expected<expected>, Found<found>> : Checked {
  static_assert(expected == found,
                "a tensor needs one value for each element: expected Expected<...> values, found Found<...>");
};

/// Found: the number of lists, the length of each, and where these contain lists the length of each of those.
template <class, class> struct NestedLists;
template <std::size_t... expected, std::size_t count, std::size_t... lengths>
struct NestedLists<Expected<expected...>, Found<count, lengths...>> : Checked {
  static constexpr bool fits = [] {
    constexpr std::size_t wanted[]{expected..., 0}, found[]{lengths...};
    bool same = sizeof...(expected) == 1 + sizeof...(lengths) / count && wanted[0] == count;
    for (std::size_t i = 0; same && i < sizeof...(lengths); ++i) same = found[i] == wanted[1 + i / count];
    return same;
  }();
  static_assert(
      fits,
      "the nested lists do not have the shape of the tensor: expected the shape Expected<...>, found "
      "Found<number of lists, length of each...>");
};

/// The shapes of a product: [batch..., rows, inner] times [batch..., inner, columns].
struct Product {
  bool valid = false;
  Shape left{}, right{};  ///< with the axis that a vector lacks
  Shape batch{};          ///< the leading axes of both, broadcast
  Shape result{};         ///< without the axis that a vector lacks
  int rows = 1, inner = 1, columns = 1;
};

constexpr Shape leading(const Shape& shape) {
  Shape result;
  for (int axis = 0; axis < shape.rank - 2; ++axis) result.append(shape[axis]);
  return result;
}

constexpr Product product_of(const Shape& a, const Shape& b) {
  Product p;
  if (a.rank == 0 || b.rank == 0) return p;
  p.left = a.rank == 1 ? Shape{1, a[0]} : a;
  p.right = b.rank == 1 ? Shape{b[0], 1} : b;
  p.rows = p.left[p.left.rank - 2];
  p.inner = p.left.last();
  p.columns = p.right.last();
  p.valid = p.right[p.right.rank - 2] == p.inner && broadcasts(leading(p.left), leading(p.right));
  p.result = p.batch = broadcast(leading(p.left), leading(p.right));
  if (a.rank > 1) p.result.append(p.rows);
  if (b.rank > 1) p.result.append(p.columns);
  return p;
}

template <class, class> struct MatrixProduct;
template <std::size_t... l, std::size_t... r> struct MatrixProduct<Left<l...>, Right<r...>> : Checked {
  static constexpr Product of = product_of(shape_with<l...>, shape_with<r...>);
  static_assert(
      of.valid,
      "matmul: expected the last extent of Left<...> to equal the last but one of Right<...> (the only one "
      "of a vector), and the axes before these to broadcast");
  static constexpr Shape shape = of.result;

  struct Batch {
    static constexpr Shape shape = of.batch;
  };
};

template <class, class> struct Reshape;
template <std::size_t... old, std::size_t... now> struct Reshape<Expected<old...>, Found<now...>> {
  static_assert(
      Sizes<old...>::product == Sizes<now...>::product,
      "reshape keeps the number of elements: expected as many as the shape Expected<...> has, found the "
      "shape Found<...>");
  using type = Sizes<now...>;
};

/// The axes without repetition, or all in reverse if there are none given. Rank -1: there is no such order.
constexpr Shape axis_order(const Shape& shape, std::initializer_list<int> axes) {
  Shape order, bad;
  bad.rank = -1;
  bool seen[max_rank]{};
  for (int axis : axes) {
    const int a = shape.normalized(axis);
    if (a < 0 || a >= shape.rank || seen[a]) return bad;
    seen[a] = true;
    order.append(a);
  }
  if (axes.size() == 0)
    for (int axis = shape.rank; axis-- > 0;) order.append(axis);
  return order;
}

template <class, int... axes> struct Axes;
template <std::size_t... extents, int... axes> struct Axes<Found<extents...>, axes...> : Checked {
  static constexpr Shape order = axis_order(shape_with<extents...>, {axes...});
  static_assert(
      order.rank >= 0,
      "no such axis, or the same axis twice: expected axes from -rank to rank - 1 of the shape Found<...>");
};

template <class, int... axes> struct Transpose;
template <std::size_t... extents, int... axes> struct Transpose<Found<extents...>, axes...> {
  static constexpr Shape order = axis_order(shape_with<extents...>, {axes...});
  static constexpr bool fits = order.rank == sizeof...(extents);
  static_assert(fits,
                "transpose needs every axis once: expected an order of the axes of the shape Found<...>");

  /// A list of extents or strides in the new order.
  template <class List> struct Ordered {
    static constexpr Shape shape = [] {
      Shape result = List::shape;
      for (int i = 0; fits && i < order.rank; ++i) result[i] = List::shape[order[i]];
      return result;
    }();
  };
};

template <class, int axis, std::size_t begin, std::size_t end> struct Slice;
template <std::size_t... extents, int axis_, std::size_t begin_, std::size_t end>
struct Slice<Found<extents...>, axis_, begin_, end> {
  static constexpr int rank = sizeof...(extents);
  static constexpr int axis = axis_ < 0 ? axis_ + rank : axis_;
  static constexpr bool fits =
      axis >= 0 && axis < rank && begin_ < end &&
      end <= static_cast<std::size_t>(shape_with<extents..., 1>[axis < 0 || axis > rank ? 0 : axis]);
  static_assert(fits,
                "a slice needs begin < end <= extent of its axis; expected that of the shape Found<...>, and "
                "behind it the axis, begin and end");
  static constexpr std::size_t begin = fits ? begin_ : 0;
  static constexpr Shape shape = [] {
    Shape result = shape_with<extents...>;
    if (fits) result[axis] = static_cast<int>(end - begin_);
    return result;
  }();
};

template <class, std::size_t indices> struct Index;
template <std::size_t... extents, std::size_t indices> struct Index<Found<extents...>, indices> : Checked {
  static_assert(
      sizeof...(extents) == indices,
      "an element needs one index for each axis: expected that of the shape Found<...>, and behind it the "
      "number of indices");
};

}  // namespace cortexpr::detail::tensors
