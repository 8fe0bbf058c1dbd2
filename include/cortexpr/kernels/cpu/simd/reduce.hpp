// No include guard: included once per instruction set by kernels/cpu/isa.hpp.
//
// Sums and maxima over one axis of [outer, reduced, inner]. Each result is made by one thread in a fixed
// order: in blocks along the reduced axis, whose partial sums are added, which also keeps rounding errors
// small.

namespace cortexpr::detail::inline CORTEXPR_BUILD::CORTEXPR_LEAF {

template <class T, Reduction reduction> struct Reducer {
  using V = vec<T>;
  static constexpr std::ptrdiff_t block = 256;  // terms in one partial result

  CORTEXPR_INLINE static V join(V a, V b) {
    if constexpr (reduction == Reduction::sum)
      return a + b;
    else
      return max(a, b);
  }
  CORTEXPR_INLINE static V none() {
    if constexpr (reduction == Reduction::sum)
      return V(T(0));
    else
      return V(-std::numeric_limits<T>::infinity());
  }
  CORTEXPR_INLINE static T across(V a) {
    if constexpr (reduction == Reduction::sum)
      return sum(a);
    else
      return largest(a);
  }
  /// n lanes of memory, the others without influence.
  CORTEXPR_INLINE static V first(const T* p, int n) {
    const V x = load_first(p, n);
    if constexpr (reduction == Reduction::sum)
      return x;
    else {
      V fill = none();
      T buffer[lanes<T>];
      store(buffer, fill);
      for (int i = 0; i < n; ++i) buffer[i] = p[i];
      return load(buffer);
    }
  }

  /// One run of contiguous numbers.
  static T run_of(const T* p, std::ptrdiff_t n) {
    V total = none();
    std::ptrdiff_t i = 0;
    while (i + 4 * lanes<T> <= n) {
      V a[4] = {none(), none(), none(), none()};
      const std::ptrdiff_t stop = n - i > block * lanes<T> ? i + block * lanes<T> : n;
      for (; i + 4 * lanes<T> <= stop; i += 4 * lanes<T>)
        for (int k = 0; k < 4; ++k) a[k] = join(a[k], load(p + i + k * lanes<T>));
      total = join(total, join(join(a[0], a[1]), join(a[2], a[3])));
    }
    for (; i + lanes<T> <= n; i += lanes<T>) total = join(total, load(p + i));
    if (i < n) total = join(total, first(p + i, static_cast<int>(n - i)));
    return across(total);
  }

  /// A column of registers: `vectors` of them side by side, the last one with `last` lanes.
  template <int vectors>
  static void columns(const T* p, std::ptrdiff_t stride, std::ptrdiff_t n, T* out, int last) {
    V total[vectors];
    for (int v = 0; v < vectors; ++v) total[v] = none();
    for (std::ptrdiff_t begin = 0; begin < n; begin += block) {
      V part[vectors];
      for (int v = 0; v < vectors; ++v) part[v] = none();
      const std::ptrdiff_t end = n - begin > block ? begin + block : n;
      for (std::ptrdiff_t r = begin; r < end; ++r)
        for (int v = 0; v < vectors; ++v) {
          const T* at = p + r * stride + v * lanes<T>;
          part[v] = join(part[v], v == vectors - 1 && last < lanes<T> ? load_first(at, last) : load(at));
        }
      for (int v = 0; v < vectors; ++v) total[v] = join(total[v], part[v]);
    }
    for (int v = 0; v < vectors; ++v)
      if (v == vectors - 1 && last < lanes<T>)
        store_first(out + v * lanes<T>, total[v], last);
      else
        store(out + v * lanes<T>, total[v]);
  }
};

template <class T, Reduction reduction> struct Entry<Reduce<T, reduction>> {
  using R = Reducer<T, reduction>;

  static void run(const ReduceArgs<T>& a, int thread, int threads) {
    if (a.inner == 1) {
      const Share share = share_of(a.outer, thread, threads);
      for (std::ptrdiff_t o = share.begin; o < share.end; ++o)
        a.out[o] = R::run_of(a.in + o * a.reduced, a.reduced);
      return;
    }
    // Pieces of two registers side by side.
    constexpr int width = 2 * lanes<T>;
    const std::ptrdiff_t pieces = (a.inner + width - 1) / width;
    const Share share = share_of(a.outer * pieces, thread, threads);
    for (std::ptrdiff_t k = share.begin; k < share.end; ++k) {
      const std::ptrdiff_t o = k / pieces, column = k % pieces * width, left = a.inner - column;
      const T* in = a.in + o * a.reduced * a.inner + column;
      T* out = a.out + o * a.inner + column;
      if (left > lanes<T>)
        R::template columns<2>(in, a.inner, a.reduced, out,
                               static_cast<int>(left - lanes<T> < lanes<T> ? left - lanes<T> : lanes<T>));
      else
        R::template columns<1>(in, a.inner, a.reduced, out, static_cast<int>(left));
    }
  }
};

}  // namespace cortexpr::detail::inline CORTEXPR_BUILD::CORTEXPR_LEAF
