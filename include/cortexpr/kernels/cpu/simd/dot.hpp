// No include guard: included once per instruction set by kernels/cpu/isa.hpp.
//
// Products with one column are inner products of contiguous vectors: registers run along the depth instead of
// the columns. Four sums of registers, every fourth register of the depth each, then the lanes as a balanced
// tree.

namespace cortexpr::detail::inline CORTEXPR_BUILD::CORTEXPR_LEAF {

template <class T, GemmShape shape, class Code> struct Dot {
  using V = vec<T>;
  using E = Evaluate<Code>;

  static void run(const GemmArgs<T, Code>& args, int thread, int threads) {
    const Share share = share_of(args.rows, thread, threads);
    const int depth = args.depth > 0 ? args.depth : shape.depth;
    for (std::ptrdiff_t m = share.begin; m < share.end; ++m)
      E::first(E::row(args.epilogue, m), 0, V(product(args.a + m * args.a_stride, args.b, depth)), 1);
  }

 private:
  CORTEXPR_INLINE static T product(const T* a, const T* b, int depth) {
    constexpr int L = lanes<T>;
    V total(T(0));
    int k = 0;
    if constexpr (shape.depth >= 4 * L) {
      V sums[4] = {total, total, total, total};
      for (; k + 4 * L <= depth; k += 4 * L)
#pragma GCC unroll 4
        for (int i = 0; i < 4; ++i) sums[i] = fma(load(a + k + i * L), load(b + k + i * L), sums[i]);
      total = (sums[0] + sums[1]) + (sums[2] + sums[3]);
    }
    for (; k + L <= depth; k += L) total = fma(load(a + k), load(b + k), total);
    if (k < depth) total = fma(load_first(a + k, depth - k), load_first(b + k, depth - k), total);
    return sum(total);
  }
};

}  // namespace cortexpr::detail::inline CORTEXPR_BUILD::CORTEXPR_LEAF
