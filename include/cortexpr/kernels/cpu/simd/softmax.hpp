// No include guard: included once per instruction set by kernels/cpu/isa.hpp.
//
// Softmax, logsumexp and cross-entropy over rows of n numbers. All subtract the largest number of the row
// first, so that no exponential overflows.

namespace cortexpr::detail::inline CORTEXPR_BUILD::CORTEXPR_LEAF {

/// f(column, lanes in use) for every register of a row.
template <class T, class F> CORTEXPR_INLINE void for_each_register(std::ptrdiff_t n, F f) {
  std::ptrdiff_t i = 0;
  for (; i + lanes<T> <= n; i += lanes<T>) f(i, lanes<T>);
  if (i < n) f(i, static_cast<int>(n - i));
}
template <class T> CORTEXPR_INLINE vec<T> load_some(const T* p, int n) {
  return n < lanes<T> ? load_first(p, n) : load(p);
}
template <class T> CORTEXPR_INLINE void store_some(T* p, vec<T> a, int n) {
  if (n < lanes<T>)
    store_first(p, a, n);
  else
    store(p, a);
}
/// 0, 1, 2, ...
template <class T> CORTEXPR_INLINE vec<T> lane_numbers() {
  T n[lanes<T>];
  for (int i = 0; i < lanes<T>; ++i) n[i] = static_cast<T>(i);
  return load(n);
}
/// a in the first n lanes, 0 elsewhere.
template <class T> CORTEXPR_INLINE vec<T> keep_first(vec<T> a, int n) {
  return n < lanes<T> ? select(lane_numbers<T>() < vec<T>(static_cast<T>(n)), a, vec<T>(T(0))) : a;
}

template <class T> struct SoftmaxRow {
  T largest, total;  ///< of the numbers; of exp(number - largest)

  CORTEXPR_INLINE SoftmaxRow(const T* x, std::ptrdiff_t n)
      : largest(Reducer<T, Reduction::max>::run_of(x, n)) {
    vec<T> sums(T(0));
    for_each_register<T>(n, [&](std::ptrdiff_t i, int in_use) {
      sums = sums + keep_first(exp(load_some(x + i, in_use) - vec<T>(largest)), in_use);
    });
    total = sum(sums);
  }
  /// log(total), by the same logarithm as everywhere.
  CORTEXPR_INLINE T log_total() const { return log(vec<T>(total)).v[0]; }
};

template <class T> struct Entry<SoftmaxRows<T>> {
  static void run(const RowArgs<T>& a, int thread, int threads) {
    const Share share = share_of(a.rows, thread, threads);
    for (std::ptrdiff_t r = share.begin; r < share.end; ++r) {
      const T* x = a.in + r * a.n;
      const SoftmaxRow<T> row(x, a.n);
      for_each_register<T>(a.n, [&](std::ptrdiff_t i, int in_use) {
        store_some(a.out + r * a.n + i,
                   exp(load_some(x + i, in_use) - vec<T>(row.largest)) / vec<T>(row.total), in_use);
      });
    }
  }
};

template <class T> struct Entry<LogsumexpRows<T>> {
  static void run(const RowArgs<T>& a, int thread, int threads) {
    const Share share = share_of(a.rows, thread, threads);
    for (std::ptrdiff_t r = share.begin; r < share.end; ++r) {
      const SoftmaxRow<T> row(a.in + r * a.n, a.n);
      a.out[r] = row.largest + row.log_total();
    }
  }
};

/// The smoothed target distribution of one row, a register at a time.
template <class T> struct TargetRow {
  const CrossEntropyArgs<T>& a;
  std::ptrdiff_t row;
  T smoothing = *a.smoothing;

  CORTEXPR_INLINE vec<T> at(std::ptrdiff_t i, int in_use) const {
    vec<T> given(T(0));
    if (a.classes)
      given = one_if(lane_numbers<T>() == vec<T>(static_cast<T>(a.classes[row] - i)));
    else
      given = load_some(a.probabilities + row * a.n + i, in_use);
    return fma(given, vec<T>(T(1) - smoothing), vec<T>(smoothing / static_cast<T>(a.n)));
  }
};

template <class T> struct Entry<CrossEntropyRows<T>> {
  static void run(const CrossEntropyArgs<T>& a, int thread, int threads) {
    const Share share = share_of(a.rows, thread, threads);
    for (std::ptrdiff_t r = share.begin; r < share.end; ++r) {
      const T* x = a.logits + r * a.n;
      const SoftmaxRow<T> row(x, a.n);
      const TargetRow<T> target{a, r};
      const vec<T> shift(row.largest), log_total(row.log_total());
      vec<T> loss(T(0));
      for_each_register<T>(a.n, [&](std::ptrdiff_t i, int in_use) {
        const vec<T> surprise = log_total - (load_some(x + i, in_use) - shift);
        loss = loss + keep_first(target.at(i, in_use) * surprise, in_use);
      });
      a.out[r] = sum(loss);
    }
  }
};

template <class T> struct Entry<CrossEntropySlopeRows<T>> {
  static void run(const CrossEntropyArgs<T>& a, int thread, int threads) {
    const Share share = share_of(a.rows, thread, threads);
    for (std::ptrdiff_t r = share.begin; r < share.end; ++r) {
      const T* x = a.logits + r * a.n;
      const SoftmaxRow<T> row(x, a.n);
      const TargetRow<T> target{a, r};
      for_each_register<T>(a.n, [&](std::ptrdiff_t i, int in_use) {
        const vec<T> p = exp(load_some(x + i, in_use) - vec<T>(row.largest)) / vec<T>(row.total);
        store_some(a.out + r * a.n + i, p - target.at(i, in_use), in_use);
      });
    }
  }
};

}  // namespace cortexpr::detail::inline CORTEXPR_BUILD::CORTEXPR_LEAF
