/// Numbers in text, exactly and independently of the locale.
#pragma once

#include <charconv>
#include <cstdint>
#include <string_view>

namespace cortexpr::detail {

/// Reads a decimal number that fills `text` completely; false if it is none, or beyond the range of double.
inline bool parse_number(std::string_view text, double& value) {
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  return error == std::errc() && stop == end;
}

/// Reads an unsigned integer of digits only that fills `text` completely; false if it is none or needs 65
/// bits.
inline bool parse_unsigned(std::string_view text, std::uint64_t& value) {
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  return error == std::errc() && stop == end;
}

}  // namespace cortexpr::detail
