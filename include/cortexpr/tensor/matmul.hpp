/// The matrix product of tensors, as numpy.matmul: the last two axes are matrices, the axes before broadcast,
/// and a vector is a row on the left and a column on the right.
#pragma once

#include <cortexpr/tensor/fixed_tensor.hpp>

namespace cortexpr {

namespace detail::tensors {

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

/// The product of two tensors, as a type.
template <class LeftExtents, class RightExtents> struct ProductOf {
  static constexpr Product of = product_of(LeftExtents::shape, RightExtents::shape);
  static constexpr Shape shape = of.result;

  struct Batch {
    static constexpr Shape shape = of.batch;
  };
};

template <class, class> inline constexpr bool shapes_multiply = false;
template <std::size_t... l, std::size_t... r> inline constexpr bool shapes_multiply<Left<l...>, Right<r...>> =
    ProductOf<Sizes<l...>, Sizes<r...>>::of.valid;

/// How one factor lies in memory: from row to row, from column to column, and from matrix to matrix along
/// each batch axis, where 0 says that it is broadcast. `matrix` is the factor's shape with two axes at least.
template <class P, class Strides, bool left> struct Factor {
  static constexpr Shape strides = Strides::rank != 1 ? Strides::shape
                                   : left             ? Shape{0, Strides::shape[0]}
                                                      : Shape{Strides::shape[0], 0};
  static constexpr auto row = static_cast<std::size_t>(strides[strides.rank - 2]);
  static constexpr auto column = static_cast<std::size_t>(strides.last());
  static constexpr Shape shape = [] {
    const Shape matrix = left ? P::of.left : P::of.right;
    Shape result = P::of.batch;
    for (int axis = 0; axis < result.rank; ++axis) {
      const int own = axis - (result.rank - (matrix.rank - 2));
      result[axis] = own < 0 || matrix[own] == 1 ? 0 : strides[own];
    }
    return result;
  }();
  using Place = Layout<sizes_of<typename P::Batch>, sizes_of<Factor>>;
};

/// A tensor or a view.
template <class E>
concept Addressed = requires(const E& e) { e.data(); };

/// An operand as something with an address: itself if it is a tensor or a view, else evaluated.
template <class E> constexpr decltype(auto) addressed(const E& e) {
  if constexpr (Addressed<E>)
    return (e);
  else
    return eval(e);
}

/// c += a b for one pair of matrices. The loop over columns is the inner one: it runs along a row of b.
template <class P, class Left, class Right, class T, class A, class B>
constexpr void multiply(T* c, const A* a, const B* b) {
  constexpr auto rows = static_cast<std::size_t>(P::of.rows), inner = static_cast<std::size_t>(P::of.inner),
                 columns = static_cast<std::size_t>(P::of.columns);
  for (std::size_t i = 0; i < rows; ++i)
    for (std::size_t k = 0; k < inner; ++k) {
      const T x = converted<T>(a[i * Left::row + k * Left::column]);
      for (std::size_t j = 0; j < columns; ++j)
        c[i * columns + j] += x * converted<T>(b[k * Right::row + j * Right::column]);
    }
}

}  // namespace detail::tensors

/// The matrix product: [..., m, k] times [..., k, n] is [..., m, n]. Either factor may be a vector [k]; of
/// two vectors it is a number. Terms are added in the order of k, in the type of the elements.
template <TensorExpression A, TensorExpression B> constexpr auto matmul(const A& a, const B& b) {
  using namespace detail::tensors;
  static_assert(
      shapes_multiply<labelled<Left, extents_of<A>>, labelled<Right, extents_of<B>>>,
      "matmul: expected the last extent of Left<...> to equal the last but one of Right<...> (the only one "
      "of a vector), and the axes before these to broadcast");
  using P = ProductOf<extents_of<A>, extents_of<B>>;
  typename TensorOf<common<type_of<A>, type_of<B>>, sizes_of<P>>::type result;
  if constexpr (P::of.valid) {
    decltype(auto) left = addressed(a);
    decltype(auto) right = addressed(b);
    using LeftFactor = Factor<P, typename plain<decltype(left)>::Strides, true>;
    using RightFactor = Factor<P, typename plain<decltype(right)>::Strides, false>;
    using Batch = sizes_of<typename P::Batch>;
    for (std::size_t n = 0; n < Batch::product; ++n) {
      const IndexOf<Batch> at(n);
      multiply<P, LeftFactor, RightFactor>(
          result.data() + n * static_cast<std::size_t>(P::of.rows * P::of.columns),
          left.data() + LeftFactor::Place::offset(at.index),
          right.data() + RightFactor::Place::offset(at.index));
    }
  }
  if constexpr (P::shape.rank == 0)
    return result[0];
  else
    return result;
}

/// The axes of a tensor in the given order, in reverse without one: a view of a named tensor, else a new
/// tensor.
template <int... axes, TensorExpression E> constexpr auto transpose(E&& e) {
  using namespace detail::tensors;
  if constexpr (!Addressed<E>)
    return eval(e).template transpose<axes...>();
  else if constexpr (!plain<E>::owning)
    return e.template transpose<axes...>();
  else if constexpr (std::is_lvalue_reference_v<E>)
    return e.view().template transpose<axes...>();
  else
    return eval(e.view().template transpose<axes...>());
}

}  // namespace cortexpr
