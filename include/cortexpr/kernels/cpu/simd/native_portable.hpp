// No include guard: included once per instruction set by kernels/cpu/isa.hpp.
//
// Partial loads and stores where the instruction set has no masked ones: through a small buffer.

namespace cortexpr::detail::inline CORTEXPR_BUILD::CORTEXPR_LEAF {

/// The first n lanes (0 <= n <= lanes) from p, zeros elsewhere; memory behind them is not touched.
template <class T> CORTEXPR_INLINE vec<T> load_first(const T* p, int n) {
  T buffer[lanes<T>]{};
  for (int i = 0; i < n; ++i) buffer[i] = p[i];
  return load(buffer);
}
template <class T> CORTEXPR_INLINE void store_first(T* p, vec<T> a, int n) {
  T buffer[lanes<T>];
  store(buffer, a);
  for (int i = 0; i < n; ++i) p[i] = buffer[i];
}

}  // namespace cortexpr::detail::inline CORTEXPR_BUILD::CORTEXPR_LEAF
