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

template <class T, int vectors> struct Pack {
  using V = vec<T>;
  static constexpr int width = vectors * lanes<T>;

  /// B(k, n) = b[k * stride + n], `columns` of them.
  [[gnu::noinline]] static void plain(T* to, const T* b, std::ptrdiff_t stride, int columns, int depth) {
    const int last = columns - (vectors - 1) * lanes<T>;
    if (last == lanes<T>) {
      for (int k = 0; k < depth; ++k, b += stride, to += width)
#pragma GCC unroll 8
        for (int v = 0; v < vectors; ++v) store(to + v * lanes<T>, load(b + v * lanes<T>));
    } else {
      for (int k = 0; k < depth; ++k, b += stride, to += width) {
#pragma GCC unroll 8
        for (int v = 0; v < vectors - 1; ++v) store(to + v * lanes<T>, load(b + v * lanes<T>));
        store(to + width - lanes<T>, load_first(b + width - lanes<T>, last));
      }
    }
  }

  /// B(k, n) = b[n * stride + k].
  [[gnu::noinline]] static void transposed(T* to, const T* b, std::ptrdiff_t stride, int columns, int depth) {
    constexpr int L = lanes<T>;
    for (int n = 0; n < width; n += L)
      for (int k = 0; k < depth; k += L) {
        V square[L];
        const int left = depth - k < L ? depth - k : L;
#pragma GCC unroll 16
        for (int i = 0; i < L; ++i) {
          const T* p = b + (n + i) * stride + k;
          square[i] = n + i >= columns ? V(T(0)) : left == L ? load(p) : load_first(p, left);
        }
        transpose(square);
#pragma GCC unroll 16
        for (int i = 0; i < L; ++i)
          if (i < left) store(to + (k + i) * width + n, square[i]);
      }
  }
};

}  // namespace cortexpr::detail::inline CORTEXPR_BUILD::CORTEXPR_LEAF
