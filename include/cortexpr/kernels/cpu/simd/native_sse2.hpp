// No include guard: included once per instruction set by kernels/cpu/isa.hpp.
//
// What the vector types cannot say, for SSE2: square roots. (Partial loads: native_portable.hpp.)

namespace cortexpr::detail::inline CORTEXPR_BUILD::CORTEXPR_LEAF {

CORTEXPR_INLINE vec<float> sqrt(vec<float> a) { return vec<float>::raw(__builtin_ia32_sqrtps(a.v)); }
CORTEXPR_INLINE vec<double> sqrt(vec<double> a) { return vec<double>::raw(__builtin_ia32_sqrtpd(a.v)); }

}  // namespace cortexpr::detail::inline CORTEXPR_BUILD::CORTEXPR_LEAF
