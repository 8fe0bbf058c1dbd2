/// One version of the kernels, for exactly the processor that the compiler was told of. Included by isa.hpp.
#pragma once

#if !CORTEXPR_VECTOR_TYPES
#define CORTEXPR_LEAF_NATIVE -1
#define CORTEXPR_LEAF_BYTES 16
#elif defined(__AVX512F__) && defined(__AVX512VL__) && defined(__AVX512DQ__) && defined(__AVX512BW__)
#define CORTEXPR_LEAF_NATIVE 512
#define CORTEXPR_LEAF_BYTES 64
#elif defined(__AVX2__) && defined(__FMA__)
#define CORTEXPR_LEAF_NATIVE 256
#define CORTEXPR_LEAF_BYTES 32
#else
#define CORTEXPR_LEAF_NATIVE 0
#define CORTEXPR_LEAF_BYTES 16
#endif

#if defined(__GNUC__) && !defined(__clang__) && !defined(__OPTIMIZE__)
#pragma GCC push_options
#pragma GCC optimize("O2")
#define CORTEXPR_LEAF_OPTIONS
#endif

#define CORTEXPR_LEAF leaf_base
#include <cortexpr/kernels/cpu/simd/leaf.hpp>
#undef CORTEXPR_LEAF

#ifdef CORTEXPR_LEAF_OPTIONS
#pragma GCC pop_options
#undef CORTEXPR_LEAF_OPTIONS
#endif

namespace cortexpr {
inline namespace CORTEXPR_BUILD {

/// The instruction set that runs.
constexpr InstructionSet instruction_set() {
#if CORTEXPR_LEAF_NATIVE == 512
  return InstructionSet::avx512;
#elif CORTEXPR_LEAF_NATIVE == 256
  return InstructionSet::avx2;
#else
  return InstructionSet::base;
#endif
}

/// The best that this program and this processor have in common.
constexpr InstructionSet best_instruction_set() { return instruction_set(); }

/// There is nothing to choose from; returns what runs.
constexpr InstructionSet choose_instruction_set(InstructionSet) { return instruction_set(); }

}  // namespace CORTEXPR_BUILD

namespace detail {
inline namespace CORTEXPR_BUILD {

/// Carries out a call of calls.hpp.
template <class Call, class... Args> CORTEXPR_INLINE void run_on_cpu(const Args&... args) {
  leaf_base::Entry<Call>::run(args...);
}

}  // namespace CORTEXPR_BUILD
}  // namespace detail
}  // namespace cortexpr

#undef CORTEXPR_LEAF_NATIVE
#undef CORTEXPR_LEAF_BYTES
