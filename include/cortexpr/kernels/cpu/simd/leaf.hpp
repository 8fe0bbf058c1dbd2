// No include guard: included once per instruction set by kernels/cpu/isa.hpp.
//
// All of the vector code, in order. Macros while this file is read: CORTEXPR_LEAF, the namespace;
// CORTEXPR_LEAF_BYTES, the size of a register; CORTEXPR_LEAF_NATIVE: 512, 256 or 128 (x86), 0 (another
// processor), -1 (no vector types).

#if CORTEXPR_LEAF_NATIVE < 0
#include <cortexpr/kernels/cpu/simd/vector_plain.hpp>
#else
#include <cortexpr/kernels/cpu/simd/vector.hpp>
#endif

#if CORTEXPR_LEAF_NATIVE == 512
#include <cortexpr/kernels/cpu/simd/native_avx512.hpp>
#elif CORTEXPR_LEAF_NATIVE == 256
#include <cortexpr/kernels/cpu/simd/native_avx2.hpp>
#elif CORTEXPR_LEAF_NATIVE == 128
#include <cortexpr/kernels/cpu/simd/native_portable.hpp>
#include <cortexpr/kernels/cpu/simd/native_sse2.hpp>
#else
#include <cortexpr/kernels/cpu/simd/native_portable.hpp>
#include <cortexpr/kernels/cpu/simd/sqrt_portable.hpp>
#endif

// clang-format off: each needs those before it
#include <cortexpr/kernels/cpu/simd/common.hpp>
#include <cortexpr/kernels/cpu/simd/math.hpp>
#include <cortexpr/kernels/cpu/simd/fused.hpp>
#include <cortexpr/kernels/cpu/simd/micro.hpp>
#include <cortexpr/kernels/cpu/simd/pack.hpp>
#include <cortexpr/kernels/cpu/simd/dot.hpp>
#include <cortexpr/kernels/cpu/simd/gemm.hpp>
#include <cortexpr/kernels/cpu/simd/picture.hpp>
#include <cortexpr/kernels/cpu/simd/conv.hpp>
#include <cortexpr/kernels/cpu/simd/conv_weight.hpp>
#include <cortexpr/kernels/cpu/simd/depthwise.hpp>
#include <cortexpr/kernels/cpu/simd/functions.hpp>
#include <cortexpr/kernels/cpu/simd/reduce.hpp>
#include <cortexpr/kernels/cpu/simd/softmax.hpp>
#include <cortexpr/kernels/cpu/simd/pool.hpp>
