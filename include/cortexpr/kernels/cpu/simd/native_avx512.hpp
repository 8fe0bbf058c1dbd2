// No include guard: included once per instruction set by kernels/cpu/isa.hpp.
//
// What the vector types cannot say, for AVX-512: partial loads and stores through mask registers, square
// roots. The builtins stand here bare because <immintrin.h> costs more to read than all of the library.

namespace cortexpr::detail::inline CORTEXPR_BUILD::CORTEXPR_LEAF {

/// Converts to whatever pointer a builtin wants (g++ and clang disagree).
struct AnyPointer {
  void* p;
  template <class U> CORTEXPR_INLINE operator U*() const { return static_cast<U*>(p); }
};
template <class T> CORTEXPR_INLINE AnyPointer any_pointer(const T* p) { return {const_cast<T*>(p)}; }

/// The first n lanes (0 <= n <= lanes) from p, zeros elsewhere; memory behind them is not touched.
CORTEXPR_INLINE vec<float> load_first(const float* p, int n) {
  const auto m = static_cast<unsigned short>((1u << n) - 1u);
  return vec<float>::raw(__builtin_ia32_loadups512_mask(any_pointer(p), vec<float>::raw{}, m));
}
CORTEXPR_INLINE vec<double> load_first(const double* p, int n) {
  const auto m = static_cast<unsigned char>((1u << n) - 1u);
  return vec<double>::raw(__builtin_ia32_loadupd512_mask(any_pointer(p), vec<double>::raw{}, m));
}
CORTEXPR_INLINE void store_first(float* p, vec<float> a, int n) {
  __builtin_ia32_storeups512_mask(any_pointer(p), a.v, static_cast<unsigned short>((1u << n) - 1u));
}
CORTEXPR_INLINE void store_first(double* p, vec<double> a, int n) {
  __builtin_ia32_storeupd512_mask(any_pointer(p), a.v, static_cast<unsigned char>((1u << n) - 1u));
}

#if __has_builtin(__builtin_elementwise_sqrt)
template <class T> CORTEXPR_INLINE vec<T> sqrt(vec<T> a) { return __builtin_elementwise_sqrt(a.v); }
#else
CORTEXPR_INLINE vec<float> sqrt(vec<float> a) {
  return vec<float>::raw(__builtin_ia32_sqrtps512_mask(a.v, a.v, static_cast<unsigned short>(-1), 4));
}
CORTEXPR_INLINE vec<double> sqrt(vec<double> a) {
  return vec<double>::raw(__builtin_ia32_sqrtpd512_mask(a.v, a.v, static_cast<unsigned char>(-1), 4));
}
#endif

}  // namespace cortexpr::detail::inline CORTEXPR_BUILD::CORTEXPR_LEAF
