/// What can be asked of the vector code in simd/: the names of the calls, their arguments, and the plans
/// (tile sizes, scratch memory) that follow from shapes alone. `run_on_cpu<Call>(...)` in isa.hpp carries a
/// call out.
#pragma once

#include <cortexpr/kernels/cpu/build.hpp>
#include <cortexpr/kernels/fused.hpp>
#include <cstddef>

namespace cortexpr::detail {

/// The part of `all` equal pieces of work that falls to one thread.
struct Share {
  std::ptrdiff_t begin, end;
};
constexpr Share share_of(std::ptrdiff_t all, int thread, int threads) {
  if (threads == 1) return {0, all};  // divisions are slower than the smallest networks
  return {all * thread / threads, all * (thread + 1) / threads};
}

/// The plain elementwise loop: run(const FusedArgs<Code>&, rows, columns, thread, threads).
template <class Code> struct Map;

/// C[rows, columns] = epilogue(sum over k of A(m, k) B(k, n)).
struct GemmShape {
  int rows;  ///< the largest number of rows; fewer may be asked for at run time
  int columns, depth;
  bool a_transposed = false;  ///< A(m, k) = a[k * a_stride + m] instead of a[m * a_stride + k]
  bool b_transposed = false;  ///< B(k, n) = b[n * b_stride + k] instead of b[k * b_stride + n]
};

/// A matrix product of elements T (float or double). The result goes nowhere but into `Code`, whose anchor it
/// is; row m of the epilogue is row m of C, its inner axis are the columns. run(const GemmArgs<T, Code>&,
/// thread, threads). Each element is summed in the order of k whatever the tile, the number of rows and of
/// threads: same bits.
template <class T, GemmShape shape, class Code> struct Gemm;

template <class T, class Code> struct GemmArgs {
  const T* a;
  std::ptrdiff_t a_stride;
  const T* b;
  std::ptrdiff_t b_stride;
  FusedArgs<Code> epilogue;
  int rows;       ///< in use, 0 <= rows <= shape.rows
  T* scratch;     ///< gemm_scratch(shape, sizeof(T)) elements for each thread's own use, 64-byte aligned
  int depth = 0;  ///< how much of shape.depth is in use (products of rows of a batch); 0: all of it
};

inline constexpr int max_tile_rows = 8;

/// Rows and registers of columns that are summed at a time.
struct TileChoice {
  int rows = 1, vectors = 1;
};

/// How a product is cut up. `chains`: narrow results have too few independent sums to keep the adders busy,
/// so each is made of several, over every chains-th k. It must depend on the columns alone, or rows would not
/// be exact.
struct GemmPlan {
  TileChoice tile;  ///< the tile that stays in registers
  int chains;
  bool dot;         ///< one column: inner products, no tiles
  bool small;       ///< the whole product is a few instructions: no tiles, all sizes constant
  bool packed;      ///< panels of B are copied to be contiguous
  int slab;         ///< how much of the depth is done at a time
  int chunk;        ///< how many rows are done before the next panel
  bool rows_first;  ///< all columns of a block of rows, then the next block (B stays in the cache)
};

constexpr int ceil_div(int a, int b) { return (a + b - 1) / b; }

/// Half cycles that a tile takes: two multiply-adds or two loads a cycle, four cycles from one sum to the
/// next, and a fixed price for beginning and ending it.
constexpr long long tile_cost(int rows, int vectors, int chains, int depth) {
  const int arithmetic = rows * vectors, loads = rows + vectors, latency = 8 / chains;
  const int bound = arithmetic > loads ? arithmetic : loads;
  return static_cast<long long>(bound > latency ? bound : latency) * depth + 80 + 3 * arithmetic;
}

/// Half cycles of a whole product with this tile.
constexpr long long tiles_cost(GemmShape s, int width, int rows, int vectors, int chains) {
  const int rest = width % vectors;
  const long long panels = width / vectors * tile_cost(rows, vectors, chains, s.depth) +
                           (rest > 0 ? tile_cost(rows, rest, chains, s.depth) : 0);
  const long long all = ceil_div(s.rows, rows) * panels;
  return rest > 0 ? all + all / 32 : all;  // a second kind of tile costs code
}

/// The tile of plan_gemm and the convolutions: the cheapest that fits `registers` registers of `lanes`
/// elements.
constexpr TileChoice choose_tile(GemmShape s, int lanes, int registers, int chains) {
  const int width = ceil_div(s.columns, lanes);
  TileChoice tile;
  long long best = -1;
  for (int vectors : {4, 8, 3, 2, 1})
    for (int rows : {6, 8, 4, 5, 2, 1}) {
      if (rows * vectors * chains + vectors + 1 > registers || vectors > width) continue;
      const long long cost = tiles_cost(s, width, rows, vectors, chains);
      if (best < 0 || cost < best) best = cost, tile = {rows, vectors};
    }
  return tile;
}

/// The plan for `registers` registers of `lanes` elements. The constants are measured (bench/matmul.cpp).
constexpr GemmPlan plan_gemm(GemmShape s, int lanes, int registers, int element) {
  const int width = ceil_div(s.columns, lanes);
  GemmPlan p{{}, 1, s.columns == 1 && !s.a_transposed, false, false, s.depth, s.rows, false};
  p.chains = s.depth < 4 ? 1 : width == 1 ? 4 : width == 2 ? 2 : 1;
  p.small = !s.a_transposed && !s.b_transposed && width <= 4 && s.depth * width <= 64;
  if (p.dot || p.small) return p;
  p.tile = choose_tile(s, lanes, registers, p.chains);
  const int blocks = ceil_div(s.rows, p.tile.rows);
  p.packed = s.b_transposed || (blocks >= 16 && s.depth >= 64 && p.chains == 1);
  p.rows_first = !p.packed && static_cast<long long>(s.depth) * s.columns * element <= 24 * 1024;
  const int slab = 2048 / element;
  if (s.depth > slab * 5 / 4 && (p.packed || p.chains == 1) && blocks > 1) {
    p.slab = ceil_div(s.depth, ceil_div(s.depth, slab));
    const int chunk = 128 / p.tile.rows * p.tile.rows;
    if (p.chunk > chunk) p.chunk = chunk;
  }
  return p;
}

/// Elements of scratch that a plan needs: one packed panel and the sums of one chunk.
constexpr std::size_t plan_scratch(GemmShape s, GemmPlan p, int lanes) {
  if (p.dot || p.small) return 0;
  const int width = p.tile.vectors * lanes;
  const int sums = p.slab < s.depth ? ceil_div(p.chunk, p.tile.rows) * p.tile.rows : p.tile.rows;
  return static_cast<std::size_t>(width) * static_cast<std::size_t>(sums + (p.packed ? p.slab : 0));
}

/// The largest f(lanes, registers) over all versions of the kernels.
template <class F> constexpr std::size_t most_of_all_leaves(std::size_t element, F f) {
  std::size_t most = 0;
  for (const int bytes : {16, 32, 64})
    for (const int registers : {16, 32}) {
      const std::size_t n = f(bytes / static_cast<int>(element), registers);
      if (n > most) most = n;
    }
  return most;
}

/// Elements of scratch memory that one thread needs for a product, whatever the instruction set.
constexpr std::size_t gemm_scratch(GemmShape s, std::size_t element) {
  return most_of_all_leaves(element, [&](int lanes, int registers) {
    return plan_scratch(s, plan_gemm(s, lanes, registers, static_cast<int>(element)), lanes);
  });
}

}  // namespace cortexpr::detail
