#include <doctest/doctest.h>

#include <cortexpr/io/number.hpp>

using namespace cortexpr::detail;

TEST_CASE("numbers fill the text or are none") {
  double x = 0;
  CHECK((parse_number("-1.5e3", x) && x == -1500.0));
  CHECK((parse_number("0.1", x) && x == 0.1));
  for (const char* text : {"", " 1", "1 ", "1,5", "+1", "0x10", "1e999", "one"})
    CHECK(!parse_number(text, x));
  std::uint64_t n = 0;
  CHECK((parse_unsigned("18446744073709551615", n) && n == 18446744073709551615u));
  for (const char* text : {"", "-1", "1.0", "18446744073709551616", "1e3"}) CHECK(!parse_unsigned(text, n));
}
