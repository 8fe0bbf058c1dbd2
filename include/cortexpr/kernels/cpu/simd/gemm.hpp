// No include guard: included once per instruction set by kernels/cpu/isa.hpp.
//
// Matrix product with an epilogue (see Gemm in kernels/cpu/calls.hpp).
//   1. The plan cuts C into tiles that fit the registers, in panels (columns) and blocks (rows).
//   2. Micro (micro.hpp) sums one tile over the depth, or over a slab of it when a panel of B is longer than
//   the cache.
//   3. The epilogue runs over the finished tile while it is in the first-level cache.
// Rows beyond the last are computed from the last row again and thrown away: no further tiles for the tails.

namespace cortexpr::detail::inline CORTEXPR_BUILD::CORTEXPR_LEAF {

/// Copies a panel of B (pack.hpp).
template <class T>
using Packer = void (*)(T* to, const T* b, std::ptrdiff_t stride, int columns, int depth, int width);

/// Everything about a product, as values.
template <class T> struct Product {
  const T* a;
  std::ptrdiff_t a_row, a_step;  ///< from one row of A to the next, from one k to the next
  const T* b;
  std::ptrdiff_t b_row, b_step;  ///< from one column of B to the next, from one k to the next
  int rows, columns, depth;
  int slab, chunk;  ///< see GemmPlan
  bool rows_first;
  Packer<T> pack;  ///< nullptr: B is read where it lies
  T* scratch;
  Tiles<T> tiles;
  Finish<T> finish;
  const void* epilogue;
};

/// Blocks begin ... end - 1 of the panel at `column`.
template <class T> void run_panel(const Product<T>& p, int column, int begin, int end) {
  const Tile<T>& tile = p.tiles.at(p.columns - column);
  const int width = tile.width(), columns = p.columns - column < width ? p.columns - column : width;
  T* const sums = p.scratch + (p.pack ? width * p.slab : 0);
  const std::ptrdiff_t keep = p.slab < p.depth ? tile.elements() : 0;
  Strip<T> s;
  s.a_step = p.a_step;
  s.b_step = p.pack ? width : p.b_step;
  s.last = columns - (tile.vectors - 1) * lanes<T>;
  for (int k = 0; k < p.depth; k += p.slab) {
    s.depth = p.depth - k < p.slab ? p.depth - k : p.slab;
    s.accumulate = k > 0;
    s.b = p.b + k * p.b_step + column * p.b_row;
    if (p.pack) {
      p.pack(p.scratch, s.b, p.b_step * p.b_row, columns, s.depth, width);  // one of the two is 1
      s.b = p.scratch;
    }
    for (int block = begin; block < end; ++block) {
      const int row = block * tile.rows, count = p.rows - row < tile.rows ? p.rows - row : tile.rows;
      for (int r = 0; r < tile.rows; ++r)
        s.a[r] = p.a + (row + (r < count ? r : count - 1)) * p.a_row + k * p.a_step;
      s.c = sums + (block - begin) * keep;
      tile.run(s);
      if (k + s.depth == p.depth) p.finish(p.epilogue, {s.c, width, row, column, count, columns});
    }
  }
}

/// This thread's share of the tiles.
template <class T> void run_product(const Product<T>& p, int thread, int threads) {
  const Tile<T>& tile = p.tiles.whole;
  const int blocks = (p.rows + tile.rows - 1) / tile.rows, width = tile.width();
  if (p.rows_first) {
    const Share share = share_of(blocks, thread, threads);
    for (int block = static_cast<int>(share.begin); block < share.end; ++block)
      for (int column = 0; column < p.columns; column += width) run_panel(p, column, block, block + 1);
    return;
  }
  const Share share = share_of(std::ptrdiff_t{(p.columns + width - 1) / width} * blocks, thread, threads);
  const int most = p.slab < p.depth ? p.chunk / tile.rows : blocks;
  for (std::ptrdiff_t at = share.begin; at < share.end;) {
    const int block = static_cast<int>(at % blocks);
    std::ptrdiff_t count = blocks - block < most ? blocks - block : most;
    if (count > share.end - at) count = share.end - at;
    run_panel(p, static_cast<int>(at / blocks) * width, block, block + static_cast<int>(count));
    at += count;
  }
}

/// Fills in what follows from the shape.
template <class T, GemmShape shape, GemmPlan plan, class Code> struct Tiled {
  static void run(const GemmArgs<T, Code>& args, int thread, int threads) {
    Product<T> p;
    p.a = args.a;
    p.a_row = shape.a_transposed ? 1 : args.a_stride;
    p.a_step = shape.a_transposed ? args.a_stride : 1;
    p.b = args.b;
    p.b_row = shape.b_transposed ? args.b_stride : 1;
    p.b_step = shape.b_transposed ? 1 : args.b_stride;
    p.rows = args.rows;
    p.columns = shape.columns;
    p.depth = args.depth > 0 ? args.depth : shape.depth;
    p.slab = plan.slab;
    p.chunk = plan.chunk;
    p.rows_first = plan.rows_first;
    p.pack = nullptr;
    if constexpr (plan.packed && shape.b_transposed)
      p.pack = &pack_transposed<T>;
    else if constexpr (plan.packed)
      p.pack = &pack_plain<T>;
    p.scratch = args.scratch;
    p.tiles = make_tiles<T, plan.tile, shape.columns, plan.chains, plan.packed>();
    p.finish = &finish<T, Code>;
    p.epilogue = &args.epilogue;
    run_product(p, thread, threads);
  }
};

/// A product of a few instructions: every size is a constant and nothing leaves the registers.
template <class T, GemmShape shape, int chains, class Code> struct Small {
  using V = vec<T>;
  using E = Evaluate<Code>;
  static constexpr int vectors = (shape.columns + lanes<T> - 1) / lanes<T>;
  static constexpr int last = shape.columns - (vectors - 1) * lanes<T>;

  static void run(const GemmArgs<T, Code>& args, int thread, int threads) {
    const Share share = share_of(args.rows, thread, threads);
    if constexpr (shape.rows ==
                  1) {  // no loop: constants are read where they are used, not kept for the next row
      if (share.begin < share.end) row(args, 0);
    } else {
      for (std::ptrdiff_t m = share.begin; m < share.end; ++m) row(args, m);
    }
  }

 private:
  CORTEXPR_INLINE static void row(const GemmArgs<T, Code>& args, std::ptrdiff_t m) {
    V sums[chains][vectors];
    for (int c = 0; c < chains; ++c)
      for (int v = 0; v < vectors; ++v) sums[c][v] = V(T(0));
    const T* a = args.a + m * args.a_stride;
    const T* b = args.b;
#pragma GCC unroll 64
    for (int k = 0; k < shape.depth; ++k, b += args.b_stride)
#pragma GCC unroll 8
      for (int v = 0; v < vectors; ++v) sums[k % chains][v] = fma(V(a[k]), column(b, v), sums[k % chains][v]);
    const auto at = E::row(args.epilogue, m);
#pragma GCC unroll 8
    for (int v = 0; v < vectors; ++v) {
      V total = sums[0][v];
      if constexpr (chains == 2) total = total + sums[1][v];
      if constexpr (chains == 4) total = (total + sums[1][v]) + (sums[2][v] + sums[3][v]);
      if (v == vectors - 1 && last < lanes<T>)
        E::first(at, v * lanes<T>, total, last);
      else
        E::at(at, v * lanes<T>, total);
    }
  }
  CORTEXPR_INLINE static V column(const T* b, int v) {
    return v == vectors - 1 && last < lanes<T> ? load_first(b + v * lanes<T>, last) : load(b + v * lanes<T>);
  }
};

template <class T, GemmShape shape, class Code> struct Entry<Gemm<T, shape, Code>> {
  static constexpr GemmPlan plan = plan_gemm(shape, lanes<T>, registers, sizeof(T));

  static void run(const GemmArgs<T, Code>& args, int thread, int threads) {
    if constexpr (plan.dot)
      Dot<T, shape, Code>::run(args, thread, threads);
    else if constexpr (plan.small)
      Small<T, shape, plan.chains, Code>::run(args, thread, threads);
    else
      Tiled<T, shape, plan, Code>::run(args, thread, threads);
  }
};

}  // namespace cortexpr::detail::inline CORTEXPR_BUILD::CORTEXPR_LEAF
