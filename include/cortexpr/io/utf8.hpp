/// UTF-8 (RFC 3629): checking and encoding, no more than JSON needs.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace cortexpr::detail {

/// The length (1 to 4) of the valid UTF-8 sequence that `text` begins with; 0 if there is none. Overlong
/// forms, surrogates and anything above U+10FFFF are not valid.
constexpr std::size_t utf8_length(std::string_view text) {
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u; };
  const unsigned first = byte(0);
  if (text.empty() || (first >= 0x80 && first < 0xc2) || first > 0xf4) return 0;
  if (first < 0x80) return 1;
  const std::size_t length = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  for (std::size_t i = 1; i < length; ++i)
    if ((byte(i) & 0xc0u) != 0x80u) return 0;
  const unsigned second = byte(1);
  if ((first == 0xe0 && second < 0xa0) || (first == 0xed && second >= 0xa0)) return 0;
  if ((first == 0xf0 && second < 0x90) || (first == 0xf4 && second >= 0x90)) return 0;
  return length;
}

constexpr bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    const std::size_t length = utf8_length(text);
    if (length == 0) return false;
    text.remove_prefix(length);
  }
  return true;
}

/// Appends one code point, at most U+10FFFF and no surrogate.
inline void append_utf8(std::string& out, std::uint32_t code) {
  const auto put = [&](std::uint32_t byte) {
    out.push_back(static_cast<char>(static_cast<unsigned char>(byte)));
  };
  if (code < 0x80) return put(code);
  if (code < 0x800) {
    put(0xc0u | (code >> 6));
  } else {
    if (code < 0x10000) {
      put(0xe0u | (code >> 12));
    } else {
      put(0xf0u | (code >> 18));
      put(0x80u | ((code >> 12) & 0x3fu));
    }
    put(0x80u | ((code >> 6) & 0x3fu));
  }
  put(0x80u | (code & 0x3fu));
}

}  // namespace cortexpr::detail
