// No include guard: included once per instruction set by kernels/cpu/isa.hpp.
//
// What the vector types cannot say, for AVX2: partial loads and stores through mask vectors, square roots.

namespace cortexpr::detail::inline CORTEXPR_BUILD::CORTEXPR_LEAF {

/// All bits set in the first n lanes.
CORTEXPR_INLINE Raw<float>::bits first_lanes32(int n) {
  return Raw<float>::bits{0, 1, 2, 3, 4, 5, 6, 7} < (Raw<float>::bits{} + n);
}
CORTEXPR_INLINE Raw<double>::bits first_lanes64(int n) {
  return bits_of<Raw<double>::bits>(Raw<double>::bits{0, 1, 2, 3} < (Raw<double>::bits{} + n));
}

/// The first n lanes (0 <= n <= lanes) from p, zeros elsewhere; memory behind them is not touched.
CORTEXPR_INLINE vec<float> load_first(const float* p, int n) {
  using Raw_ = vec<float>::raw;
  return Raw_(__builtin_ia32_maskloadps256(reinterpret_cast<const Raw_*>(p), first_lanes32(n)));
}
CORTEXPR_INLINE vec<double> load_first(const double* p, int n) {
  using Raw_ = vec<double>::raw;
  return Raw_(__builtin_ia32_maskloadpd256(reinterpret_cast<const Raw_*>(p), first_lanes64(n)));
}
CORTEXPR_INLINE void store_first(float* p, vec<float> a, int n) {
  __builtin_ia32_maskstoreps256(reinterpret_cast<vec<float>::raw*>(p), first_lanes32(n), a.v);
}
CORTEXPR_INLINE void store_first(double* p, vec<double> a, int n) {
  __builtin_ia32_maskstorepd256(reinterpret_cast<vec<double>::raw*>(p), first_lanes64(n), a.v);
}

CORTEXPR_INLINE vec<float> sqrt(vec<float> a) { return vec<float>::raw(__builtin_ia32_sqrtps256(a.v)); }
CORTEXPR_INLINE vec<double> sqrt(vec<double> a) { return vec<double>::raw(__builtin_ia32_sqrtpd256(a.v)); }

}  // namespace cortexpr::detail::inline CORTEXPR_BUILD::CORTEXPR_LEAF
