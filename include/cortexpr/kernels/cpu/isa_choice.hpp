/// Three versions of the kernels and the choice among them. Included by isa.hpp.
#pragma once

// The leaf for what the compiler was told. At -O0 g++ still optimises the kernels.
#if !defined(__clang__)
#pragma GCC push_options
#ifndef __OPTIMIZE__
#pragma GCC optimize("O2")
#endif
#endif
#define CORTEXPR_LEAF leaf_base
#define CORTEXPR_LEAF_BYTES 16
#define CORTEXPR_LEAF_NATIVE 128
#include <cortexpr/kernels/cpu/simd/leaf.hpp>
#undef CORTEXPR_LEAF
#undef CORTEXPR_LEAF_BYTES
#undef CORTEXPR_LEAF_NATIVE

#if defined(__clang__)
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#else
#pragma GCC push_options
#pragma GCC target("avx2,fma")
#endif
#define CORTEXPR_LEAF leaf_avx2
#define CORTEXPR_LEAF_BYTES 32
#define CORTEXPR_LEAF_NATIVE 256
#include <cortexpr/kernels/cpu/simd/leaf.hpp>
#undef CORTEXPR_LEAF
#undef CORTEXPR_LEAF_BYTES
#undef CORTEXPR_LEAF_NATIVE
#if defined(__clang__)
#pragma clang attribute pop
#pragma clang attribute push(__attribute__((target("avx512f,avx512vl,avx512dq,avx512bw,avx2,fma"))), \
                             apply_to = function)
#else
#pragma GCC pop_options
#pragma GCC push_options
#pragma GCC target("avx512f,avx512vl,avx512dq,avx512bw,avx2,fma")
#endif
#define CORTEXPR_LEAF leaf_avx512
#define CORTEXPR_LEAF_BYTES 64
#define CORTEXPR_LEAF_NATIVE 512
#include <cortexpr/kernels/cpu/simd/leaf.hpp>
#undef CORTEXPR_LEAF
#undef CORTEXPR_LEAF_BYTES
#undef CORTEXPR_LEAF_NATIVE
#if defined(__clang__)
#pragma clang attribute pop
#else
#pragma GCC pop_options
#pragma GCC pop_options
#endif

namespace cortexpr {
inline namespace CORTEXPR_BUILD {

/// The best that this processor has.
inline InstructionSet best_instruction_set() {
  __builtin_cpu_init();  // before main it has not run by itself
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
      __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw"))
    return InstructionSet::avx512;
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") ? InstructionSet::avx2
                                                                         : InstructionSet::base;
}

}  // namespace CORTEXPR_BUILD

namespace detail {
inline namespace CORTEXPR_BUILD {

/// 0: not chosen yet, else 1 + the InstructionSet. Accessed with atomic builtins: <atomic> costs 0.4 s to
/// read.
inline unsigned char chosen_instruction_set = 0;

inline InstructionSet set_instruction_set(InstructionSet wanted) {
  const InstructionSet best = best_instruction_set(), chosen = wanted < best ? wanted : best;
  __atomic_store_n(&chosen_instruction_set, static_cast<unsigned char>(static_cast<int>(chosen) + 1),
                   __ATOMIC_RELAXED);
  return chosen;
}

/// The first use: what the environment variable CORTEXPR_ISA (base, avx2, avx512) asks for, else the best.
[[gnu::noinline]] inline InstructionSet first_instruction_set() {
  const char* wanted = std::getenv("CORTEXPR_ISA");
  const std::string_view name = wanted ? wanted : "";
  return set_instruction_set(name == "base"   ? InstructionSet::base
                             : name == "avx2" ? InstructionSet::avx2
                                              : InstructionSet::avx512);
}

}  // namespace CORTEXPR_BUILD
}  // namespace detail

inline namespace CORTEXPR_BUILD {

/// The instruction set that runs.
inline InstructionSet instruction_set() {
  const int chosen = __atomic_load_n(&detail::chosen_instruction_set, __ATOMIC_RELAXED);
  return chosen ? static_cast<InstructionSet>(chosen - 1) : detail::first_instruction_set();
}

/// Chooses the version to run, or the best one that the processor has; returns the choice. Call it before the
/// first kernel runs: results differ in their last bits between versions.
inline InstructionSet choose_instruction_set(InstructionSet wanted) {
  return detail::set_instruction_set(wanted);
}

}  // namespace CORTEXPR_BUILD

namespace detail {
inline namespace CORTEXPR_BUILD {

/// Carries out a call of calls.hpp with the version chosen.
template <class Call, class... Args> inline void run_on_cpu(const Args&... args) {
  using Run = decltype(&leaf_base::Entry<Call>::run);
  static constexpr Run versions[] = {&leaf_base::Entry<Call>::run, &leaf_avx2::Entry<Call>::run,
                                     &leaf_avx512::Entry<Call>::run};
  versions[static_cast<int>(instruction_set())](args...);
}

}  // namespace CORTEXPR_BUILD
}  // namespace detail
}  // namespace cortexpr
