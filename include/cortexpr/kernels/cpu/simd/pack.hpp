// No include guard: included once per instruction set by kernels/cpu/isa.hpp.
//
// Copies a panel of B (vectors x lanes columns, `depth` rows) into contiguous memory, columns that do not
// exist becoming zeros; a transposed B is transposed on the way, one square of registers at a time.

namespace cortexpr::detail::inline CORTEXPR_BUILD::CORTEXPR_LEAF {

template <int distance, class T> CORTEXPR_INLINE void transpose_blocks(vec<T> (&rows)[lanes<T>]) {
  if constexpr (distance > 0) {
#pragma GCC unroll 16
    for (int i = 0; i < lanes<T>; ++i)
      if (!(i & distance))
        exchange<distance>(rows[i], rows[i + distance], std::make_integer_sequence<int, lanes<T>>{});
    transpose_blocks<distance / 2>(rows);
  }
}

/// rows[i][j] <-> rows[j][i], in log2(lanes) rounds of exchanges (Eklundh 1972).
template <class T> CORTEXPR_INLINE void transpose(vec<T> (&rows)[lanes<T>]) {
  transpose_blocks<lanes<T> / 2>(rows);
}

/// B(k, n) = b[k * stride + n], `columns` of them, the rest of the width zeros.
template <class T>
void pack_plain(T* to, const T* b, std::ptrdiff_t stride, int columns, int depth, int width) {
  for (int n = 0; n < columns; n += lanes<T>)
    if (columns - n >= lanes<T>)
      for (int k = 0; k < depth; ++k) store(to + k * width + n, load(b + k * stride + n));
    else
      for (int k = 0; k < depth; ++k) store(to + k * width + n, load_first(b + k * stride + n, columns - n));
}

/// B(k, n) = b[n * stride + k]. Columns that do not exist repeat the last one.
template <class T> [[gnu::noinline]] void pack_transposed(T* to, const T* b, std::ptrdiff_t stride,
                                                          int columns, int depth, int width) {
  constexpr int L = lanes<T>;
  for (int n = 0; n < width; n += L) {
    const T* rows[L];
    for (int i = 0; i < L; ++i) rows[i] = b + (n + i < columns ? n + i : columns - 1) * stride;
    int k = 0;
    for (; k + L <= depth; k += L) {
      vec<T> square[L];
#pragma GCC unroll 16
      for (int i = 0; i < L; ++i) square[i] = load(rows[i] + k);
      transpose(square);
#pragma GCC unroll 16
      for (int i = 0; i < L; ++i) store(to + (k + i) * width + n, square[i]);
    }
    for (; k < depth; ++k)
      for (int i = 0; i < L; ++i) to[k * width + n + i] = rows[i][k];
  }
}

}  // namespace cortexpr::detail::inline CORTEXPR_BUILD::CORTEXPR_LEAF
