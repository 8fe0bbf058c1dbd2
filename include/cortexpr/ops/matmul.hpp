/// Matrix products: `matmul`, and `contract`, the sum of outer products that is its weight gradient.
///
///   matmul     [..., M, K] x [K, N]       -> [..., M, N]   leading axes and batch are rows of one product
///   matmul     [..., M, K] x [..., K, N]  -> [..., M, N]   one product for each leading index and row
///   contract   [..., K] , [..., N]        -> [K, N]        summed over leading axes and batch
/// A vector [K] on the left counts as one row. attributes of matmul: [0] left side transposed, [1] right
/// side.
#pragma once

#include <cortexpr/graph/reference_call.hpp>
#include <cortexpr/ops/accumulate.hpp>

namespace cortexpr {

/// Which side is stored with its last two axes exchanged.
struct Transposed {
  bool left = false, right = false;
};

constexpr Value matmul(Value a, Value b, Transposed transposed = {});
constexpr Value contract(Value a, Value b);

namespace detail {

/// The right side is one matrix for all rows and leading axes.
constexpr bool one_right_side(const Node& b) { return b.shape.rank == 2 && !b.batched; }

/// The extents of a product, the same for reference and kernels.
struct MatmulSizes {
  int m = 1, n = 1, k = 1;   // one product; m counts leading axes too where the right side is shared
  std::size_t products = 1;  // how many of them in one row of the batch
  bool shared = false;       // one right side for all
  bool left_transposed = false, right_transposed = false;

  constexpr MatmulSizes(const Node& y, const Node& a, const Node& b) {
    left_transposed = y.attributes[0] != 0;
    right_transposed = y.attributes[1] != 0;
    shared = one_right_side(b) && !left_transposed;
    k = a.shape.rank == 1 ? a.shape[0] : a.shape[a.shape.rank - (left_transposed ? 2 : 1)];
    n = y.shape.last();
    m = y.shape.rank > 1 ? y.shape[y.shape.rank - 2] : 1;
    products = y.shape.size() / (static_cast<std::size_t>(m) * static_cast<std::size_t>(n));
    if (shared) {
      m = static_cast<int>(y.shape.size()) / n;
      products = 1;
    }
  }
};

struct MatmulReference {
  template <class T> static constexpr void run(const ReferenceCall<T>& c) {
    const MatmulSizes s(*c.node, c.in(0), c.in(1));
    const auto m = static_cast<std::size_t>(s.m), n = static_cast<std::size_t>(s.n),
               k = static_cast<std::size_t>(s.k);
    const std::size_t products = s.products * c.rows_of(*c.node);
    for (std::size_t p = 0; p < products; ++p) {
      const std::size_t left = offset(c.shape(0).size(), c.in(0).batched, p, s.products, m * k),
                        right =
                            s.shared ? 0 : offset(c.shape(1).size(), c.in(1).batched, p, s.products, k * n);
      for (std::size_t i = 0; i < m; ++i)
        for (std::size_t j = 0; j < n; ++j) {
          T total = 0;
          for (std::size_t l = 0; l < k; ++l)
            total += c.input(0)[left + (s.left_transposed ? l * m + i : i * k + l)] *
                     c.input(1)[right + (s.right_transposed ? j * k + l : l * n + j)];
          c.output[(p * m + i) * n + j] = total;
        }
    }
  }
  /// Where the matrix of product p begins; an operand without leading axes, or without a batch, repeats.
  static constexpr std::size_t offset(std::size_t operand, bool batched, std::size_t p,
                                      std::size_t products_in_row, std::size_t matrix) {
    const std::size_t in_row = operand / matrix;
    const std::size_t row = batched ? p / products_in_row : 0;
    return (row * in_row + (in_row > 1 ? p % products_in_row : 0)) * matrix;
  }
};

struct ContractReference {
  template <class T> static constexpr void run(const ReferenceCall<T>& c) {
    const auto k = static_cast<std::size_t>(c.node->shape[0]), n = static_cast<std::size_t>(c.node->shape[1]);
    const std::size_t terms = c.shape(0).size() / k * c.rows_of(c.in(0));
    for (std::size_t i = 0; i < k * n; ++i) c.output[i] = T(0);
    for (std::size_t t = 0; t < terms; ++t)
      for (std::size_t i = 0; i < k; ++i)
        for (std::size_t j = 0; j < n; ++j)
          c.output[i * n + j] += c.input(0)[t * k + i] * c.input(1)[t * n + j];
  }
};

}  // namespace detail

constexpr void matmul_gradient(Backward& b) {
  const Value x = b.input(0), w = b.input(1), dy = b.dy();
  const bool tx = b.attributes()[0] != 0, tw = b.attributes()[1] != 0;
  if (b.wants(0)) b.add(0, tx ? matmul(w, dy, {tw, true}) : matmul(dy, w, {false, !tw}));
  if (!b.wants(1)) return;
  if (detail::one_right_side(w.node()) && !tx) {
    b.add(1, tw ? contract(dy, x) : contract(x, dy));
    return;
  }
  // A vector is transposed as the matrix of one row that it stands for.
  const Value left = x.rank() > 1 ? x : reshape(x, {1, x.last()}),
              right = dy.rank() > 1 ? dy : reshape(dy, {1, dy.last()});
  b.add(1, tw ? matmul(right, left, {true, tx}) : matmul(left, right, {!tx, false}));
}
inline constexpr Op matmul_op{.name = "matmul",
                              .gradient = matmul_gradient,
                              .reference = reference_of<detail::MatmulReference>(),
                              .takes_epilogue = true,
                              .onnx = "MatMul"};

constexpr void contract_gradient(Backward& b) {
  if (b.wants(0)) b.add(0, matmul(b.input(1), b.dy(), {false, true}));
  if (b.wants(1)) b.add(1, matmul(b.input(0), b.dy()));
}
inline constexpr Op contract_op{.name = "contract",
                                .gradient = contract_gradient,
                                .reference = reference_of<detail::ContractReference>(),
                                .takes_epilogue = true};

constexpr Value matmul(Value a, Value b, Transposed transposed) {
  const Shape x = a.shape(), y = b.shape();
  const auto refuse = [&] {
    return a.fail("matmul", "[..., m, k] and [..., k, n]",
                  Text<64>{}.append(x).append(" and ").append(y).view(), "make the inner sizes agree");
  };
  if (x.rank < 1 || y.rank < 2 || (x.rank == 1 && transposed.left)) return refuse();
  const int k = x[x.rank - (transposed.left ? 2 : 1)], k2 = y[y.rank - (transposed.right ? 1 : 2)];
  if (k != k2) return refuse();
  Shape leading_left = x, leading_right = y;
  leading_left.rank = x.rank > 2 ? x.rank - 2 : 0;
  leading_right.rank = y.rank - 2;
  if (leading_right.rank > 0 && leading_left.rank > 0 && !(leading_left == leading_right)) return refuse();
  Shape shape = leading_left.rank > 0 ? leading_left : leading_right;
  if (x.rank > 1)
    shape.append(x[x.rank - (transposed.left ? 1 : 2)]);
  else if (shape.rank > 0)
    shape.append(1);
  shape.append(y[y.rank - (transposed.right ? 2 : 1)]);
  return a.graph().emit(matmul_op, shape, a.batched() || b.batched(), a.dtype(), {a, b},
                        {{transposed.left, transposed.right}});
}

/// sum over batch and leading axes of a's last axis times b's last axis.
constexpr Value contract(Value a, Value b) {
  return a.graph().emit(contract_op, {a.last(), b.last()}, false, a.dtype(), {a, b});
}

}  // namespace cortexpr
