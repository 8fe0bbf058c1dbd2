/// The matrix product of tensors, as numpy.matmul: the last two axes are matrices, the axes before broadcast,
/// and a vector is a row on the left and a column on the right.
#pragma once

#include <cortexpr/tensor/fixed_tensor.hpp>

namespace cortexpr {

namespace detail::tensors {

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

template <class A, class B> using Multiplied =
    MatrixProduct<named<Left, extents_of<A>>, named<Right, extents_of<B>>>;
template <class A, class B> using product =
    typename NumberOrTensor<common<type_of<A>, type_of<B>>, sizes_of<Multiplied<A, B>>>::type;

/// What `transpose` makes of E: a view of elements that stay, const ones if E is, or a tensor.
template <class E, int... axes> struct Transposed {
  using type =
      evaluated<transposed_view<type_of<E>, extents_of<E>, contiguous_strides_of<extents_of<E>>, axes...>>;
};
template <Addressed E, int... axes> requires(std::is_lvalue_reference_v<E> || !plain<E>::owning)
struct Transposed<E, axes...> {
  using T = std::remove_pointer_t<decltype(std::declval<E>().data())>;
  using type = transposed_view<T, extents_of<E>, typename plain<E>::Strides, axes...>;
};
template <class E, int... axes> using transposed = typename Transposed<E, axes...>::type;

}  // namespace detail::tensors

/// The matrix product: [..., m, k] times [..., k, n] is [..., m, n]. Either factor may be a vector [k]; of
/// two vectors it is a number. Terms are added in the order of k, in the type of the elements.
template <TensorExpression A, TensorExpression B> constexpr auto matmul(const A& a, const B& b)
    -> detail::tensors::product<A, B> {
  using namespace detail::tensors;
  using P = Multiplied<A, B>;
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
  return result;  // a scalar becomes a number
}

/// The axes of a tensor in the given order, in reverse without one: a view of a named tensor, else a new
/// tensor.
template <int... axes, TensorExpression E> constexpr auto transpose(E&& e)
    -> detail::tensors::transposed<E, axes...> {
  if constexpr (detail::tensors::Addressed<E>)
    return static_cast<E&&>(e).template transpose<axes...>();
  else
    return eval(e).template transpose<axes...>();
}

}  // namespace cortexpr
