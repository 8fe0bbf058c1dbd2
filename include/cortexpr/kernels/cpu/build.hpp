/// CORTEXPR_BUILD names the instruction set and the floating-point mode that this file is compiled for. Code
/// that depends on them lives in `inline namespace CORTEXPR_BUILD`, so that two files of one program that are
/// compiled with different flags never run each other's kernels (one definition rule).
#pragma once

#if defined(__AVX512FP16__)
#define CORTEXPR_BUILD_LEVEL avx512fp16
#elif defined(__AVX512VBMI2__)
#define CORTEXPR_BUILD_LEVEL avx512vbmi
#elif defined(__AVX512F__) && defined(__AVX512VL__) && defined(__AVX512DQ__) && defined(__AVX512BW__)
#define CORTEXPR_BUILD_LEVEL avx512
#elif defined(__AVX512F__)
#define CORTEXPR_BUILD_LEVEL avx512f
#elif defined(__AVX2__) && defined(__FMA__)
#define CORTEXPR_BUILD_LEVEL avx2
#elif defined(__AVX__)
#define CORTEXPR_BUILD_LEVEL avx
#elif defined(__SSE4_1__)
#define CORTEXPR_BUILD_LEVEL sse4
#elif defined(__ARM_FEATURE_SVE)
#define CORTEXPR_BUILD_LEVEL sve
#else
#define CORTEXPR_BUILD_LEVEL base
#endif

#if defined(__FAST_MATH__) || (defined(__FINITE_MATH_ONLY__) && __FINITE_MATH_ONLY__)
#define CORTEXPR_BUILD_MODE fast_math
#elif defined(__CUDACC__)
#define CORTEXPR_BUILD_MODE nvcc
#else
#define CORTEXPR_BUILD_MODE strict
#endif

#define CORTEXPR_BUILD_JOIN(level, mode) build_##level##_##mode
#define CORTEXPR_BUILD_NAME(level, mode) CORTEXPR_BUILD_JOIN(level, mode)
#define CORTEXPR_BUILD CORTEXPR_BUILD_NAME(CORTEXPR_BUILD_LEVEL, CORTEXPR_BUILD_MODE)
