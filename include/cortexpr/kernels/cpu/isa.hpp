/// Heavy kernels for several instruction sets in one program, chosen when it starts.
///
/// Most people compile with plain -O2, which on x86-64 means SSE2. So the files in simd/ are included here up
/// to three times, each time for another target and into another namespace, and `run_on_cpu<Call>` picks one
/// at run time. With -march (or on another processor) there is one version and nothing to choose.
#pragma once

#include <cortexpr/core/config.hpp>
#include <cortexpr/core/device.hpp>
#include <cortexpr/core/dtype.hpp>
#include <cortexpr/graph/op.hpp>
#include <cortexpr/kernels/cpu/build.hpp>
#include <cortexpr/kernels/cpu/calls.hpp>
#include <cortexpr/kernels/cpu/conv_calls.hpp>
#include <cortexpr/kernels/cpu/row_calls.hpp>
#include <cortexpr/kernels/fused.hpp>
#include <cortexpr/ops/ops.hpp>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <string_view>
#include <type_traits>
#include <utility>

namespace cortexpr {

/// Versions of the kernels, each able to run on fewer processors than the one before.
enum class InstructionSet : unsigned char {
  base,    ///< what the compiler was told: SSE2 on x86-64, NEON on aarch64
  avx2,    ///< with FMA: Intel Haswell (2013), AMD Excavator (2015)
  avx512,  ///< F, VL, DQ, BW: Intel Skylake-X (2017), AMD Zen 4 (2022)
};

}  // namespace cortexpr

#if !CORTEXPR_VECTOR_TYPES || !defined(__x86_64__) || (defined(__AVX2__) && defined(__FMA__))
#include <cortexpr/kernels/cpu/isa_single.hpp>
#else
#include <cortexpr/kernels/cpu/isa_choice.hpp>
#endif
