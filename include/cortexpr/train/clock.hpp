/// A clock that never goes back. <chrono> would cost four times what all callbacks do to compile.
#pragma once

#include <ctime>

namespace cortexpr::detail {

/// Seconds since some moment in the past.
inline double seconds_now() {
  std::timespec t{};
  ::clock_gettime(CLOCK_MONOTONIC, &t);
  return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
}

}  // namespace cortexpr::detail
