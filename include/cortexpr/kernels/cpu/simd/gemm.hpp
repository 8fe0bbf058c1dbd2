// No include guard: included once per instruction set by kernels/cpu/isa.hpp.
//
// Matrix product with an epilogue (see Gemm in kernels/cpu/calls.hpp).
//   1. The plan cuts C into tiles that fit the registers, in panels (columns) and blocks (rows).
//   2. Micro (micro.hpp) sums one tile over the depth, or over a slab of it when a panel of B is longer than
//   the cache.
//   3. The epilogue runs over the finished tile while it is in the first-level cache.
// Rows beyond the last are computed from the last row again and thrown away: no further tiles for the tails.

namespace cortexpr::detail::inline CORTEXPR_BUILD::CORTEXPR_LEAF {

template <class T, int rows_, int vectors_, int chains_> struct Tile {
  static constexpr int rows = rows_, vectors = vectors_, chains = chains_;
};

/// What the tiles of one product have in common.
template <class T> struct Product {
  const T* a;
  std::ptrdiff_t a_row, a_step;  ///< from one row of A to the next, from one k to the next
  const T* b;
  std::ptrdiff_t b_stride;
  bool b_transposed, packed;
  int rows, columns, depth, slab;
  T* scratch;
};

/// A panel: all rows, `vectors` registers of columns. `partial`: the last register is not full and B is not
/// packed.
template <class T, int rows, int vectors, int chains, bool partial, class Code> struct Panel {
  static constexpr int width = vectors * lanes<T>;

  /// Blocks begin ... end - 1 of the panel that starts at `column`.
  static void run(const Product<T>& p, const FusedArgs<Code>& epilogue, int column, int begin, int end) {
    T* const sums = p.scratch + (p.packed ? width * p.slab : 0);
    const std::ptrdiff_t keep = p.slab < p.depth ? rows * width : 0;
    const int columns = p.columns - column < width ? p.columns - column : width;
    Strip<T, rows> s;
    s.a_step = p.a_step;
    s.a_segment = s.b_segment = 0;
    s.segments = 1;
    s.last = columns - (vectors - 1) * lanes<T>;
    for (int k = 0; k < p.depth; k += p.slab) {
      s.depth = p.depth - k < p.slab ? p.depth - k : p.slab;
      s.accumulate = k > 0;
      s.b_step = p.packed ? width : p.b_stride;
      s.b = p.packed ? p.scratch : p.b + k * p.b_stride + column;
      if (p.packed) pack(p, column, columns, k, s.depth);
      for (int block = begin; block < end; ++block) {
        for (int r = 0; r < rows; ++r) {
          const int row = block * rows + r;
          s.a[r] = p.a + (row < p.rows ? row : p.rows - 1) * p.a_row + k * p.a_step;
        }
        s.c = sums + (block - begin) * keep;
        Micro<T, rows, vectors, chains, partial>::run(s);
        if (k + s.depth == p.depth)
          finish_tile<T, rows, vectors>(s.c, epilogue, block * rows, p.rows, column, columns);
      }
    }
  }

 private:
  static void pack(const Product<T>& p, int column, int columns, int k, int depth) {
    using Packer = Pack<T, vectors>;
    if (p.b_transposed)
      Packer::transposed(p.scratch, p.b + column * p.b_stride + k, p.b_stride, columns, depth);
    else
      Packer::plain(p.scratch, p.b + k * p.b_stride + column, p.b_stride, columns, depth);
  }
};

/// Cuts a product into panels and blocks and does this thread's share of them.
template <class T, GemmShape shape, GemmPlan plan, class Code> struct Tiled {
  static constexpr int width = plan.vectors * lanes<T>;
  static constexpr int full = shape.columns / width;         // panels that are complete
  static constexpr int rest = shape.columns - full * width;  // columns in the one that is not
  static constexpr int panels = full + (rest > 0);
  using Whole = Panel<T, plan.rows, plan.vectors, plan.chains, false, Code>;
  using Rest = Panel<T, plan.rows, (rest + lanes<T> - 1) / lanes<T>, plan.chains,
                     rest % lanes<T> != 0 && !plan.packed, Code>;

  static void run(const GemmArgs<T, Code>& args, int thread, int threads) {
    const Product<T> p{args.a,
                       shape.a_transposed ? 1 : args.a_stride,
                       shape.a_transposed ? args.a_stride : 1,
                       args.b,
                       args.b_stride,
                       shape.b_transposed,
                       plan.packed,
                       args.rows,
                       shape.columns,
                       args.depth > 0 ? args.depth : shape.depth,
                       plan.slab,
                       args.scratch};
    const int blocks = (args.rows + plan.rows - 1) / plan.rows;
    if constexpr (plan.rows_first) {
      const Share share = share_of(blocks, thread, threads);
      for (int block = static_cast<int>(share.begin); block < share.end; ++block)
        for (int i = 0; i < panels; ++i) panel(p, args.epilogue, i, block, block + 1);
    } else {
      const Share share = share_of(std::ptrdiff_t{panels} * blocks, thread, threads);
      constexpr int chunk = plan.chunk / plan.rows > 0 ? plan.chunk / plan.rows : 1;
      for (std::ptrdiff_t at = share.begin; at < share.end;) {
        const int block = static_cast<int>(at % blocks);
        int count = blocks - block;
        if (count > share.end - at) count = static_cast<int>(share.end - at);
        if (plan.slab < p.depth && count > chunk) count = chunk;
        panel(p, args.epilogue, static_cast<int>(at / blocks), block, block + count);
        at += count;
      }
    }
  }

 private:
  CORTEXPR_INLINE static void panel(const Product<T>& p, const FusedArgs<Code>& epilogue, int i, int begin,
                                    int end) {
    if constexpr (full > 0)
      if (i < full) return Whole::run(p, epilogue, i * width, begin, end);
    if constexpr (rest > 0) Rest::run(p, epilogue, full * width, begin, end);
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
    if constexpr (shape.rows == 1) {  // no loop: constants are read where they are used, not kept for the next row
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
      for (int v = 0; v < vectors; ++v)
        sums[k % chains][v] = fma(V(a[k]), column(b, v), sums[k % chains][v]);
    const auto at = E::row(args.epilogue, m);
#pragma GCC unroll 8
    for (int v = 0; v < vectors; ++v) {
      V total = sums[0][v];
      if constexpr (chains == 2) total = total + sums[1][v];
      if constexpr (chains == 4) total = (total + sums[1][v]) + (sums[2][v] + sums[3][v]);
      if (v == vectors - 1 && last < lanes<T>) E::first(at, v * lanes<T>, total, last);
      else E::at(at, v * lanes<T>, total);
    }
  }
  CORTEXPR_INLINE static V column(const T* b, int v) {
    return v == vectors - 1 && last < lanes<T> ? load_first(b + v * lanes<T>, last) : load(b + v * lanes<T>);
  }
};

template <class T, GemmShape shape, class Code> struct Entry<Gemm<T, shape, Code>> {
  static constexpr GemmPlan plan = plan_gemm(shape, lanes<T>, registers, sizeof(T));

  static void run(const GemmArgs<T, Code>& args, int thread, int threads) {
    if constexpr (plan.small)
      Small<T, shape, plan.chains, Code>::run(args, thread, threads);
    else
      Tiled<T, shape, plan, Code>::run(args, thread, threads);
  }
};

}  // namespace cortexpr::detail::inline CORTEXPR_BUILD::CORTEXPR_LEAF
