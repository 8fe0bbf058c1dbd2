// No include guard: included once per instruction set by kernels/cpu/isa.hpp.
//
// Matrix product with an epilogue (see Gemm in kernels/cpu/calls.hpp).
//   1. The plan cuts C into tiles that fit the registers, in panels (columns) and blocks (rows).
//   2. Micro (micro.hpp) sums one tile over the depth, or over a slab of it when a panel of B is longer than
//   the cache.
//   3. The epilogue runs over the finished tile while it is in the first-level cache.
// Rows beyond the last are computed from the last row again and thrown away: no further tiles for the tails.

namespace cortexpr::detail::inline CORTEXPR_BUILD::CORTEXPR_LEAF {

/// How a panel of B is read: where it lies, or from a copy that is contiguous.
enum class Packing { none, plain, transposed };

/// Everything about a product that is not in the type of its tile.
template <class T> struct Product {
  using Panel = void (*)(const Product&, int column, int begin, int end);

  const T* a;
  std::ptrdiff_t a_row, a_step;  ///< from one row of A to the next, from one k to the next
  const T* b;
  std::ptrdiff_t b_stride;
  int rows, columns, depth;
  int slab, chunk;  ///< see GemmPlan
  bool rows_first;
  T* scratch;
  Finish<T> finish;
  const void* epilogue;
  Panel whole, rest;  ///< panels of `width` columns, and the narrower one that may be left
  int width, tile_rows;
};

/// A panel: blocks begin ... end - 1 of `rows` rows, `vectors` registers of columns. `partial`: the last
/// register is not full and B is not packed.
template <class T, int rows, int vectors, int chains, bool partial, Packing packing>
void run_panel(const Product<T>& p, int column, int begin, int end) {
  constexpr int width = vectors * lanes<T>;
  const int columns = p.columns - column < width ? p.columns - column : width;
  T* const sums = p.scratch + (packing == Packing::none ? 0 : width * p.slab);
  const std::ptrdiff_t keep = p.slab < p.depth ? rows * width : 0;
  Strip<T, rows> s;
  s.a_step = p.a_step;
  s.a_segment = s.b_segment = 0;
  s.segments = 1;
  s.last = columns - (vectors - 1) * lanes<T>;
  s.b_step = packing == Packing::none ? p.b_stride : width;
  for (int k = 0; k < p.depth; k += p.slab) {
    s.depth = p.depth - k < p.slab ? p.depth - k : p.slab;
    s.accumulate = k > 0;
    s.b = packing == Packing::none ? p.b + k * p.b_stride + column : p.scratch;
    if constexpr (packing == Packing::plain)
      pack_plain<T, vectors>(p.scratch, p.b + k * p.b_stride + column, p.b_stride, columns, s.depth);
    if constexpr (packing == Packing::transposed)
      pack_transposed(p.scratch, p.b + column * p.b_stride + k, p.b_stride, columns, s.depth, width);
    for (int block = begin; block < end; ++block) {
      const int row = block * rows, count = p.rows - row < rows ? p.rows - row : rows;
      for (int r = 0; r < rows; ++r)
        s.a[r] = p.a + (row + (r < count ? r : count - 1)) * p.a_row + k * p.a_step;
      s.c = sums + (block - begin) * keep;
      Micro<T, rows, vectors, chains, partial>::run(s);
      if (k + s.depth == p.depth) p.finish(p.epilogue, {s.c, width, row, column, count, columns});
    }
  }
}

/// This thread's share of the tiles.
template <class T> void run_product(const Product<T>& p, int thread, int threads) {
  const int blocks = (p.rows + p.tile_rows - 1) / p.tile_rows, panels = (p.columns + p.width - 1) / p.width;
  const auto panel = [&](int i, int begin, int end) {
    (p.columns - i * p.width < p.width ? p.rest : p.whole)(p, i * p.width, begin, end);
  };
  if (p.rows_first) {
    const Share share = share_of(blocks, thread, threads);
    for (int block = static_cast<int>(share.begin); block < share.end; ++block)
      for (int i = 0; i < panels; ++i) panel(i, block, block + 1);
    return;
  }
  const Share share = share_of(std::ptrdiff_t{panels} * blocks, thread, threads);
  const int most = p.slab < p.depth ? p.chunk / p.tile_rows : blocks;
  for (std::ptrdiff_t at = share.begin; at < share.end;) {
    const int block = static_cast<int>(at % blocks);
    std::ptrdiff_t count = blocks - block < most ? blocks - block : most;
    if (count > share.end - at) count = share.end - at;
    panel(static_cast<int>(at / blocks), block, block + static_cast<int>(count));
    at += count;
  }
}

/// Fills in what follows from the shape.
template <class T, GemmShape shape, GemmPlan plan, class Code> struct Tiled {
  static constexpr Packing packing = !plan.packed         ? Packing::none
                                     : shape.b_transposed ? Packing::transposed
                                                          : Packing::plain;
  static constexpr int width = plan.vectors * lanes<T>, rest = shape.columns % width;

  static void run(const GemmArgs<T, Code>& args, int thread, int threads) {
    Product<T> p;
    p.a = args.a;
    p.a_row = shape.a_transposed ? 1 : args.a_stride;
    p.a_step = shape.a_transposed ? args.a_stride : 1;
    p.b = args.b;
    p.b_stride = args.b_stride;
    p.rows = args.rows;
    p.columns = shape.columns;
    p.depth = args.depth > 0 ? args.depth : shape.depth;
    p.slab = plan.slab;
    p.chunk = plan.chunk;
    p.rows_first = plan.rows_first;
    p.scratch = args.scratch;
    p.finish = &finish<T, Code>;
    p.epilogue = &args.epilogue;
    if constexpr (shape.columns >= width)
      p.whole = &run_panel<T, plan.rows, plan.vectors, plan.chains, false, packing>;
    if constexpr (rest > 0)
      p.rest = &run_panel < T, plan.rows, (rest + lanes<T> - 1) / lanes<T>, plan.chains,
      rest % lanes<T> != 0 && packing == Packing::none, packing > ;
    p.width = width;
    p.tile_rows = plan.rows;
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
