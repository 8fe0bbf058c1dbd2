/// Denormals to zero in this thread and in those it starts from here on, for peers in C++ on x86.
#pragma once

#if defined(__SSE__)
#include <xmmintrin.h>
#endif

namespace bench {

inline void flush_denormals() {
#if defined(__SSE__)
  constexpr unsigned int flush_results_and_operands = 0x8040;
  _mm_setcsr(_mm_getcsr() | flush_results_and_operands);
#endif
}

}  // namespace bench
