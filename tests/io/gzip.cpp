#include <doctest/doctest.h>

#include <cortexpr/io/gzip.hpp>

#include "support.hpp"

using namespace cortexpr;
using namespace std::string_literals;

namespace {

// "hello" as gzip, by hand: header, one stored block, the CRC-32 0x3610a686 and the length.
const std::string packed =
    "\x1f\x8b\x08\0\0\0\0\0\0\xff"s + "\x01\x05\0\xfa\xff"s + "hello" + "\x86\xa6\x10\x36\x05\0\0\0"s;

}  // namespace

TEST_CASE("plain files come as they are, under either name") {
  const test::Directory dir;
  io::write_file(dir / "a", "plain");
  io::write_file(dir / "b.gz", "plain too");
  CHECK(io::read_plain_or_gzip(dir / "a") == "plain");
  CHECK(io::read_plain_or_gzip(dir / "a.gz") == "plain");
  CHECK(io::read_plain_or_gzip(dir / "b") == "plain too");
  CHECK(io::find_plain_or_gzip(dir / "b") == dir / "b.gz");
  CHECK(io::find_plain_or_gzip(dir / "c").empty());
  CHECK(test::error_of([&] { io::read_plain_or_gzip(dir / "c"); }).file == dir / "c");
}

#if CORTEXPR_WITH_ZLIB

TEST_CASE("gzip is unpacked, members one after the other included") {
  const test::Directory dir;
  io::write_file(dir / "f.gz", packed);
  CHECK(io::read_plain_or_gzip(dir / "f") == "hello");
  CHECK(io::read_plain_or_gzip(dir / "f.gz") == "hello");
  io::write_file(dir / "two", packed + packed);
  CHECK(io::read_plain_or_gzip(dir / "two") == "hellohello");
}

TEST_CASE("output far larger than input") {
  std::string zeros(10'000'000, '\0');
  std::string small(1'000'000, '\0');
  z_stream stream{};
  REQUIRE(deflateInit2(&stream, 9, Z_DEFLATED, 31, 9, Z_DEFAULT_STRATEGY) == Z_OK);
  stream.next_in = reinterpret_cast<Bytef*>(zeros.data());
  stream.avail_in = static_cast<uInt>(zeros.size());
  stream.next_out = reinterpret_cast<Bytef*>(small.data());
  stream.avail_out = static_cast<uInt>(small.size());
  REQUIRE(deflate(&stream, Z_FINISH) == Z_STREAM_END);
  small.resize(stream.total_out);
  deflateEnd(&stream);
  CHECK(detail::gunzip(small, "zeros") == zeros);
}

TEST_CASE("damaged gzip is an error, wherever it is cut or altered") {
  for (std::size_t size = 2; size < packed.size(); ++size)
    CHECK(test::error_of([&] { detail::gunzip(packed.substr(0, size), "f.gz"); }).found ==
          "the file ends too early");
  std::string altered = packed;
  altered[16] = 'E';
  const auto facts = test::error_of([&] { detail::gunzip(altered, "f.gz"); });
  CHECK(facts.file == "f.gz");
  CHECK(facts.found == "incorrect data check");
  CHECK(test::error_of([&] { detail::gunzip(packed + "rest", "f.gz"); }).found == "incorrect header check");
}

#else

TEST_CASE("without zlib a gzip file is an error that says what to do") {
  const test::Directory dir;
  io::write_file(dir / "f.gz", packed);
  const auto facts = test::error_of([&] { io::read_plain_or_gzip(dir / "f"); });
  CHECK(facts.file == dir / "f.gz");
  CHECK(test::has(facts.what, "gunzip"));
  CHECK(test::has(facts.what, "CORTEXPR_WITH_ZLIB=1"));
}

#endif
