/// The library's macros, all of them. Everything else is C++.
#pragma once

/// Marks a function that device code may call too; empty outside of nvcc.
#ifdef __CUDACC__
#define CORTEXPR_HOST_DEVICE __host__ __device__
#else
#define CORTEXPR_HOST_DEVICE
#endif

/// 1 where the compiler throws exceptions; without them errors go to the error handler (core/error.hpp).
#if defined(__cpp_exceptions) || defined(__EXCEPTIONS) || defined(_CPPUNWIND)
#define CORTEXPR_EXCEPTIONS 1
#else
#define CORTEXPR_EXCEPTIONS 0
#endif

/// 1 where vector types exist (g++, clang); elsewhere the kernels are plain C++ loops.
#if !defined(CORTEXPR_VECTOR_TYPES)
#if defined(__GNUC__) && !defined(__CUDACC__)
#define CORTEXPR_VECTOR_TYPES 1
#else
#define CORTEXPR_VECTOR_TYPES 0
#endif
#endif

/// A function that belongs into its caller, whatever the optimisation level.
#if defined(__GNUC__)
#define CORTEXPR_INLINE [[gnu::always_inline]] inline
#else
#define CORTEXPR_INLINE inline
#endif

/// 1 where the build found zlib and links it: gzip files can then be read (io/gzip.hpp).
#if !defined(CORTEXPR_WITH_ZLIB)
#define CORTEXPR_WITH_ZLIB 0
#endif
