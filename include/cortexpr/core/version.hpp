/// The version of the library, for files that have to be read by the version that wrote them.
#pragma once

#include <string_view>

namespace cortexpr {

inline constexpr std::string_view version = "0.1.0";

}  // namespace cortexpr
