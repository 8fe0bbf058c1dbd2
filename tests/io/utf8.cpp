#include <doctest/doctest.h>

#include <cortexpr/io/utf8.hpp>

using namespace cortexpr::detail;

static_assert(utf8_length("a") == 1 && utf8_length("é") == 2 && utf8_length("€") == 3 &&
              utf8_length("😀") == 4);
static_assert(utf8_length("") == 0);
static_assert(is_utf8("") && is_utf8("Grüße, 世界 😀"));
static_assert(!is_utf8("\x80") && !is_utf8("a\xff"));
static_assert(!is_utf8("\xc3") && !is_utf8("\xe2\x82") && !is_utf8("\xf0\x9f\x98"), "truncated");
static_assert(!is_utf8("\xc0\xaf") && !is_utf8("\xe0\x80\xaf") && !is_utf8("\xf0\x80\x80\xaf"), "overlong");
static_assert(!is_utf8("\xed\xa0\x80"), "a surrogate");
static_assert(is_utf8("\xf4\x8f\xbf\xbf") && !is_utf8("\xf4\x90\x80\x80"), "U+10FFFF is the last");

TEST_CASE("every code point is encoded as it is decoded") {
  for (std::uint32_t code = 0; code < 0x110000; code += 7) {
    if (code >= 0xd800 && code < 0xe000) continue;
    std::string text;
    append_utf8(text, code);
    REQUIRE(utf8_length(text) == text.size());
  }
  std::string text;
  append_utf8(text, 0x20ac);
  append_utf8(text, 0x1f600);
  CHECK(text == "€😀");
}
