// No include guard: included once per instruction set by kernels/cpu/isa.hpp.
//
// Square roots lane by lane, for processors without a file of their own.

namespace cortexpr::detail::inline CORTEXPR_BUILD::CORTEXPR_LEAF {

CORTEXPR_INLINE float sqrt_of(float x) { return __builtin_sqrtf(x); }
CORTEXPR_INLINE double sqrt_of(double x) { return __builtin_sqrt(x); }

template <class T> CORTEXPR_INLINE vec<T> sqrt(vec<T> a) {
  T buffer[lanes<T>];
  store(buffer, a);
  for (int i = 0; i < lanes<T>; ++i) buffer[i] = sqrt_of(buffer[i]);
  return load(buffer);
}

}  // namespace cortexpr::detail::inline CORTEXPR_BUILD::CORTEXPR_LEAF
