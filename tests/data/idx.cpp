#include <doctest/doctest.h>

#include <cortexpr/data/idx.hpp>

#include "../io/support.hpp"

using namespace cortexpr;
using namespace std::string_literals;
using data::IdxType;

TEST_CASE("every element type, big-endian") {
  const auto first = [](char type, const std::string& element) {
    return data::parse_idx("\0\0"s + type + "\x01\0\0\0\x01"s + element)[0];
  };
  CHECK(first(8, "\xff") == 255);
  CHECK(first(9, "\xff") == -1);
  CHECK(first(11, "\xfe\0"s) == -512);
  CHECK(first(12, "\x01\x02\x03\x04") == 0x01020304);
  CHECK(first(12, "\xff\xff\xff\xff") == -1);
  CHECK(first(13, "\x3f\xc0\0\0"s) == 1.5);
  CHECK(first(14, "\xc0\x04\0\0\0\0\0\0"s) == -2.5);
}

TEST_CASE("what is written is read again") {
  const test::Directory dir;
  data::write_idx(dir / "a", {IdxType::i16, {2, 3}, "\0\1\0\2\0\3\0\4\0\5\0\6"s});
  CHECK(io::read_file(dir / "a").substr(0, 12) == "\0\0\x0b\2\0\0\0\2\0\0\0\3"s);
  const data::Idx array = data::read_idx(dir / "a");
  CHECK(array.type == IdxType::i16);
  CHECK(array.extents == std::vector<std::uint32_t>{2, 3});
  REQUIRE(array.size() == 6);
  CHECK(array[5] == 6);
  CHECK_THROWS_AS(data::write_idx(dir / "a", {IdxType::u8, {2}, "abc"}), Error);
  CHECK(data::read_idx(dir / "a").size() == 6);
}

TEST_CASE("scalars and empty arrays") {
  CHECK(data::parse_idx("\0\0\x08\0\x07"s)[0] == 7);
  CHECK(data::parse_idx("\0\0\x08\1\0\0\0\0"s).size() == 0);
}

TEST_CASE("damaged files") {
  const std::string good = "\0\0\x08\2\0\0\0\2\0\0\0\3abcdef"s;
  CHECK(data::parse_idx(good).size() == 6);
  for (std::size_t size = 0; size < good.size(); ++size)
    CHECK(test::error_of([&] { data::parse_idx(good.substr(0, size), "f"); }).file == "f");
  const auto more = test::error_of([&] { data::parse_idx(good + "g"); });
  CHECK(more.expected == "2 x 3 elements of 1 bytes");
  CHECK(more.found == "7 bytes");
  CHECK(test::error_of([] { data::parse_idx("\0\0\x0a\0"s); }).found == "10");
  CHECK(test::error_of([] { data::parse_idx("\0\0\xff\0"s); }).found == "255");
  CHECK_THROWS_AS(data::parse_idx("P5 28 28"s), Error);
  // Extents whose product wraps around to what is there.
  CHECK_THROWS_AS(data::parse_idx("\0\0\x08\3\x80\0\0\0\x80\0\0\0\0\0\0\4"s), Error);
}
