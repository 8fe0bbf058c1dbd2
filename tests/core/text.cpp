/// Text: pieces, numbers at their limits, truncation.
#include <doctest/doctest.h>

#include <climits>
#include <cortexpr/core/text.hpp>

using namespace cortexpr;

static_assert(Text<40>("got ").append(Shape{28, 28, 1}, ", not ", Shape{}) == "got [28, 28, 1], not []");
static_assert(Text<10>().append(Shape{3}) == "[3]");
static_assert(Text<40>().append(LLONG_MIN, " ", LLONG_MAX) == "-9223372036854775808 9223372036854775807");
static_assert(Text<9>().append(0, "/", -7, "/", std::size_t{42}) == "0/-7/42");
static_assert(Text<8>("12345678") == "12345678");
static_assert(!Text<8>("12345678").truncated());
static_assert(Text<8>("123456789") == "12345...");
static_assert(Text<8>("1234567890").append("more").truncated());
static_assert(Text<20>().append(DType::bf16) == "bfloat16");

TEST_CASE("a text is a zero-terminated string, whatever was appended") {
  Text<6> text("abc");
  CHECK(text.c_str() == std::string_view("abc"));
  text.append(Text<12>("defghijkl"));
  CHECK(text.view() == "abc...");
  CHECK(text.c_str()[6] == '\0');
  CHECK(text.size() == 6);
  CHECK_FALSE(text.empty());
}
