/// Unpacking gzip in a build without zlib: it cannot be done, and says what to do instead.
#pragma once

#include <cortexpr/core/error.hpp>
#include <string>
#include <string_view>

namespace cortexpr::detail {

[[noreturn]] inline std::string gunzip(std::string_view, const std::string& file) {
  fail({.what = "cannot read a gzip file in a build without zlib; run gunzip on it, or build with "
                "CORTEXPR_WITH_ZLIB=1 and link zlib",
        .file = file});
}

}  // namespace cortexpr::detail
