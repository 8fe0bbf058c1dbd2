#include <doctest/doctest.h>

#include <cortexpr/io/json.hpp>

#include "support.hpp"

using namespace cortexpr;
using Kind = io::Json::Kind;

TEST_CASE("every kind of value") {
  const io::Json json = io::parse_json(
      " {\"a\": [1, -2.5e+3, 0, true, false, null], \"b\": {}, \"c\": [], \"d\": \"x\", \"\": {\"e\" : "
      "1}}\r\n\t ");
  REQUIRE(json.is(Kind::object));
  CHECK(json.names == std::vector<std::string>{"a", "b", "c", "d", ""});
  const io::Json& a = *json.find("a");
  REQUIRE(a.items.size() == 6);
  double x = 0;
  CHECK((a.items[1].get(x) && x == -2500.0));
  CHECK(a.items[2].text == "0");
  CHECK((a.items[3].is(Kind::boolean) && a.items[3].boolean && !a.items[4].boolean));
  CHECK(a.items[5].is(Kind::null));
  CHECK((json.find("b")->is(Kind::object) && json.find("b")->items.empty()));
  CHECK(json.find("c")->is(Kind::array));
  CHECK(json.find("d")->text == "x");
  CHECK(json.find("")->find("e")->text == "1");
  CHECK((json.find("f") == nullptr && json.find("d")->find("x") == nullptr));
}

TEST_CASE("integers are exact up to 64 bits, and only integers are integers") {
  std::uint64_t n = 0;
  CHECK((io::parse_json("18446744073709551615").get(n) && n == 18446744073709551615u));
  for (const char* text : {"18446744073709551616", "-1", "1.0", "1e2", "\"1\"", "true"})
    CHECK(!io::parse_json(text).get(n));
}

TEST_CASE("escapes and UTF-8") {
  CHECK(io::parse_json(R"("\"\\\/\b\f\n\r\t")").text == "\"\\/\b\f\n\r\t");
  CHECK(io::parse_json(R"("\u0041\u00e9\u20AC\ud83d\uDE00")").text == "Aé€😀");
  CHECK(io::parse_json("\"Grüße 😀\"").text == "Grüße 😀");
  CHECK(io::parse_json(R"("a\u0000b")").text == std::string("a\0b", 3));
}

TEST_CASE("what is no JSON is an error") {
  for (const char* text : {"",
                           " ",
                           "{",
                           "[",
                           "[1",
                           "[1,",
                           "[1,]",
                           "[,1]",
                           "{\"a\"}",
                           "{\"a\":}",
                           "{\"a\":1,}",
                           "{a:1}",
                           "{1:1}",
                           "{\"a\":1 \"b\":2}",
                           "[1 2]",
                           "1 2",
                           "tru",
                           "True",
                           "nul",
                           "nan",
                           "Infinity",
                           "01",
                           "-",
                           "+1",
                           ".5",
                           "1.",
                           "1e",
                           "1e+",
                           "0x1",
                           "'a'",
                           "\"",
                           "\"a",
                           "\"\\",
                           "\"\\x\"",
                           "\"\\u12\"",
                           "\"\\u12g4\"",
                           "\"\\ud800\"",
                           "\"\\ud800x\"",
                           "\"\\ud800\\n\"",
                           "\"\\ud800\\u0041\"",
                           "\"\\udc00\"",
                           "\"\t\"",
                           "\"\n\"",
                           "\"\x80\"",
                           "\"\xc0\xaf\"",
                           "[]]",
                           "// 1",
                           "\xef\xbb\xbf{}"}) {
    CAPTURE(text);
    CHECK(test::error_of([&] { io::parse_json(text, "f.json"); }).what == "damaged JSON");
  }
  CHECK_THROWS_AS(io::parse_json(std::string_view("1\0", 2)), Error);
}

TEST_CASE("messages say where, what was expected and what was found") {
  const auto facts = test::error_of([] { io::parse_json("{\"a\": [1, 2}", "f.json"); });
  CHECK(facts.file == "f.json");
  CHECK(facts.expected == "',' or ']'");
  CHECK(facts.found == "'}' at offset 11");
  CHECK(test::error_of([] { io::parse_json("[1, \x01"); }).found == "byte 1 at offset 4");
  CHECK(test::error_of([] { io::parse_json("["); }).found == "the end at offset 1");
}

TEST_CASE("names are unique within an object, and only there") {
  CHECK(test::error_of([] { io::parse_json(R"({"a":1,"b":2,"\u0061":3})"); }).found == "'a' twice");
  CHECK(io::parse_json(R"([{"a":1},{"a":{"a":2}}])").items.size() == 2);
}

TEST_CASE("nesting has a limit") {
  const auto nested = [](int depth) {
    return std::string(static_cast<std::size_t>(depth), '[') +
           std::string(static_cast<std::size_t>(depth), ']');
  };
  CHECK(io::parse_json(nested(io::max_json_depth)).is(Kind::array));
  CHECK(test::has(test::error_of([&] { io::parse_json(nested(io::max_json_depth + 1)); }).expected,
                  "64 levels"));
  CHECK_THROWS_AS(io::parse_json(std::string(1'000'000, '[')), Error);
  CHECK_THROWS_AS(io::parse_json(std::string(1'000'000, '{')), Error);
}

TEST_CASE("quoting is undone by parsing") {
  std::string all;
  for (char c = 0; c < 127; ++c) all.push_back(c);
  for (const std::string& text : {all, std::string(), std::string("Grüße \"😀\" \\")})
    CHECK(io::parse_json(io::json_quoted(text)).text == text);
  CHECK(io::json_quoted("a\"\n\x1f") == "\"a\\\"\\u000a\\u001f\"");
  CHECK_THROWS_AS(io::json_quoted("\xff"), Error);
}
