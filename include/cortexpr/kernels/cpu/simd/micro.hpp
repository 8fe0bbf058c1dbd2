// No include guard: included once per instruction set by kernels/cpu/isa.hpp.
//
// The innermost loop of matrix products and convolutions: a tile of `rows` x `vectors` registers of sums.
// Everything but the tile is a run-time value, so that all layers of a program share the few tiles they use.

namespace cortexpr::detail::inline CORTEXPR_BUILD::CORTEXPR_LEAF {

/// One tile's operands. Sums run over `segments` pieces of `depth` terms: a matrix product has one piece, a
/// convolution one for each row of the filter.
template <class T> struct Strip {
  const T* a[max_tile_rows];     ///< where each row of A begins
  std::ptrdiff_t a_step = 1;     ///< from one term to the next
  std::ptrdiff_t a_segment = 0;  ///< from the beginning of one piece to that of the next
  const T* b = nullptr;          ///< the first term's row of B
  std::ptrdiff_t b_step = 0, b_segment = 0;
  int depth = 0, segments = 1;
  T* c = nullptr;           ///< rows x vectors registers of sums, contiguous
  bool accumulate = false;  ///< add to what c holds
  int last = 0;             ///< with `partial`: how many lanes of the last vector of B exist
};

template <class T, int rows, int vectors, int chains, bool partial> struct Micro {
  using V = vec<T>;

  [[gnu::noinline]] static void run(const Strip<T>& s) {
    V sums[chains][rows][vectors];
#pragma GCC unroll 32
    for (int c = 0; c < chains; ++c)
#pragma GCC unroll 32
      for (int r = 0; r < rows; ++r)
#pragma GCC unroll 32
        for (int v = 0; v < vectors; ++v) sums[c][r][v] = V(T(0));
    if (s.accumulate) read(s, sums[0]);
    const T* a[rows];
#pragma GCC unroll 32
    for (int r = 0; r < rows; ++r) a[r] = s.a[r];
    for (int segment = 0; segment < s.segments; ++segment) {
      std::ptrdiff_t at = segment * s.a_segment;
      const T* b = s.b + segment * s.b_segment;
      int k = s.depth;
      for (; k >= chains; k -= chains) {
#pragma GCC unroll 32
        for (int c = 0; c < chains; ++c) {
          term(a, at, b, s.last, sums[c]);
          at += s.a_step;
          b += s.b_step;
        }
      }
      if constexpr (chains > 1) {
#pragma GCC unroll 32
        for (int c = 0; c < chains - 1; ++c) {
          if (c >= k) break;
          term(a, at, b, s.last, sums[c]);
          at += s.a_step;
          b += s.b_step;
        }
      }
    }
    write(s, sums);
  }

 private:
  CORTEXPR_INLINE static void read(const Strip<T>& s, V (&sums)[rows][vectors]) {
#pragma GCC unroll 32
    for (int r = 0; r < rows; ++r)
#pragma GCC unroll 32
      for (int v = 0; v < vectors; ++v) sums[r][v] = load(s.c + (r * vectors + v) * lanes<T>);
  }

  CORTEXPR_INLINE static void term(const T* const (&a)[rows], std::ptrdiff_t at, const T* b, int last,
                                   V (&sums)[rows][vectors]) {
    V y[vectors];
#pragma GCC unroll 32
    for (int v = 0; v < vectors; ++v)
      y[v] = partial && v == vectors - 1 ? load_first(b + v * lanes<T>, last) : load(b + v * lanes<T>);
#pragma GCC unroll 32
    for (int r = 0; r < rows; ++r) {
      const V x(a[r][at]);
#pragma GCC unroll 32
      for (int v = 0; v < vectors; ++v) sums[r][v] = fma(x, y[v], sums[r][v]);
    }
  }

  CORTEXPR_INLINE static void write(const Strip<T>& s, V (&sums)[chains][rows][vectors]) {
#pragma GCC unroll 32
    for (int r = 0; r < rows; ++r)
#pragma GCC unroll 32
      for (int v = 0; v < vectors; ++v) {
        V total = sums[0][r][v];
        if constexpr (chains == 2) total = total + sums[1][r][v];
        if constexpr (chains == 4) total = (total + sums[1][r][v]) + (sums[2][r][v] + sums[3][r][v]);
        store(s.c + (r * vectors + v) * lanes<T>, total);
      }
  }
};

/// A tile as a value: the loops around it exist once for all of them.
template <class T> struct Tile {
  void (*run)(const Strip<T>&) = nullptr;
  int rows = 0, vectors = 0;

  int width() const { return vectors * lanes<T>; }
  int elements() const { return rows * width(); }
};

/// The tile of a product with so many columns, and the narrower one for what is left at the right edge.
template <class T> struct Tiles {
  Tile<T> whole, rest;

  /// The one for `left` columns.
  const Tile<T>& at(int left) const { return left < whole.width() ? rest : whole; }
};

/// `padded`: B is a copy whose rows are complete registers.
template <class T, TileChoice tile, int columns, int chains, bool padded> constexpr Tiles<T> make_tiles() {
  constexpr int width = tile.vectors * lanes<T>, left = columns % width,
                vectors = (left + lanes<T> - 1) / lanes<T>;
  Tiles<T> tiles;
  tiles.whole = {nullptr, tile.rows, tile.vectors};
  if constexpr (columns >= width) tiles.whole.run = &Micro<T, tile.rows, tile.vectors, chains, false>::run;
  if constexpr (left > 0)
    tiles.rest = {&Micro < T, tile.rows, vectors, chains, left % lanes<T> != 0 && !padded > ::run,
                  tile.rows,  vectors};
  return tiles;
}

}  // namespace cortexpr::detail::inline CORTEXPR_BUILD::CORTEXPR_LEAF
