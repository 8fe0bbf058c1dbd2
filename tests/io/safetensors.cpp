#include <doctest/doctest.h>

#include <cortexpr/io/safetensors.hpp>
#include <cstring>

#include "support.hpp"

using namespace cortexpr;
using namespace std::string_literals;

namespace {

// A file by the rules of the format, put together by hand.
std::string file_of(const std::string& header, const std::string& data) {
  std::string length;
  for (unsigned i = 0; i < 8; ++i) length += static_cast<char>((header.size() >> (8 * i)) & 0xff);
  return length + header + data;
}

// The facts of the error for a file with such tensors (the inside of the header's object) and so much data.
ErrorFacts error_of(const std::string& tensors, std::size_t data_size) {
  return test::error_of([&] {
    io::parse_safetensors(file_of("{" + tensors + "}", std::string(data_size, 'x')), "m.safetensors");
  });
}

template <class T> std::vector<T> values(const io::Safetensors& file, const io::TensorEntry& entry) {
  std::vector<T> out(entry.size / sizeof(T));
  std::memcpy(out.data(), file.bytes(entry).data(), entry.size);
  return out;
}

const std::string by_others = file_of(
    R"({"__metadata__":{"format":"pt"},"w":{"dtype":"F32","shape":[2,1],"data_offsets":[0,8]},)"
    R"("scalar":{"dtype":"I64","shape":[],"data_offsets":[8,16]},"none":{"dtype":"F16","shape":[0,7],"data_offsets":[16,16]}}    )",
    "\0\0\x80\x3f\0\0\0\xc0\x05\0\0\0\0\0\0\0"s);

}  // namespace

TEST_CASE("a file that others wrote") {
  const io::Safetensors file = io::parse_safetensors(by_others, "m.safetensors");
  REQUIRE(file.tensors().size() == 3);
  CHECK(*file.find_metadata("format") == "pt");
  CHECK(file.find_metadata("w") == nullptr);
  const io::TensorEntry& w = *file.find("w");
  CHECK(w.extents == std::vector<std::uint64_t>{2, 1});
  CHECK(file.dtype(w) == DType::f32);
  CHECK(values<float>(file, w) == std::vector<float>{1.0f, -2.0f});
  CHECK(file.find("scalar")->extents.empty());
  CHECK(values<std::int64_t>(file, *file.find("scalar")) == std::vector<std::int64_t>{5});
  CHECK(file.bytes(*file.find("none")).empty());
  CHECK(file.find("v") == nullptr);
  const auto facts = test::error_of([&] { return file.dtype(*file.find("scalar")); });
  CHECK(facts.tensor == "scalar");
  CHECK(facts.found == "I64");
}

TEST_CASE("what is written is read again, and follows the format byte for byte") {
  const test::Directory dir;
  const float w[] = {1.0f, 2.0f, 3.0f};
  const double d[] = {0.1};
  const BFloat16 h[] = {BFloat16(1.5f)};
  const std::int32_t i[] = {-1};
  const io::Metadata metadata{{"seed", "42"}, {"note", "\"quoted\"\n"}};
  io::write_safetensors(dir / "m",
                        {{"h", DType::bf16, {1}, h, 2},
                         {"w", DType::f32, {3, 1}, w, 12},
                         {"d", DType::f64, {}, d, 8},
                         {"ü", DType::i32, {1, 1, 1, 1, 1, 1, 1}, i, 4},
                         {"empty", DType::f32, {4, 0}, nullptr, 0}},
                        metadata);
  const io::Safetensors file = io::read_safetensors(dir / "m");
  REQUIRE(file.tensors().size() == 5);
  CHECK(file.metadata() == metadata);
  CHECK(file.file() == dir / "m");
  CHECK(values<float>(file, *file.find("w")) == std::vector<float>{1.0f, 2.0f, 3.0f});
  CHECK(values<double>(file, *file.find("d")) == std::vector<double>{0.1});
  CHECK(values<std::int32_t>(file, *file.find("ü")) == std::vector<std::int32_t>{-1});
  CHECK(values<BFloat16>(file, *file.find("h"))[0] == h[0]);
  CHECK(file.find("ü")->extents.size() == 7);
  // Each tensor is aligned to its element, the data to 8 bytes.
  CHECK(file.find("d")->begin == 0);
  CHECK(file.find("h")->begin == 24);

  const std::string header = io::safetensors_header({{"w", DType::f32, {3}, w, 12}});
  CHECK(header == "\x38\0\0\0\0\0\0\0"s + R"({"w":{"dtype":"F32","shape":[3],"data_offsets":[0, 12]}})");
}

TEST_CASE("no tensors at all") {
  const test::Directory dir;
  io::write_safetensors(dir / "m", {});
  CHECK(io::read_file(dir / "m") == "\x08\0\0\0\0\0\0\0{}      "s);
  CHECK(io::read_safetensors(dir / "m").tensors().empty());
}

TEST_CASE("what cannot be written is said before the old file is touched") {
  const test::Directory dir;
  io::write_file(dir / "m", "old");
  const float w[] = {1.0f, 2.0f};
  const auto error = [&](const std::vector<io::TensorToWrite>& tensors, const io::Metadata& metadata = {}) {
    return test::error_of([&] { io::write_safetensors(dir / "m", tensors, metadata); });
  };
  const auto size = error({{"w", DType::f32, {3}, w, 8}});
  CHECK(size.tensor == "w");
  CHECK(size.expected == "F32 [3]");
  CHECK(size.found == "8 bytes");
  CHECK(error({{"w", DType::f32, {2}, w, 8}, {"w", DType::f32, {2}, w, 8}}).found == "'w' twice");
  CHECK(error({}, {{"a", "1"}, {"a", "2"}}).found == "'a' twice");
  CHECK(test::has(error({{"", DType::f32, {2}, w, 8}}).what, "name"));
  CHECK(test::has(error({{"__metadata__", DType::f32, {2}, w, 8}}).what, "name"));
  CHECK(test::has(error({{"\xff", DType::f32, {2}, w, 8}}).expected, "UTF-8"));
  CHECK(error({{"w", DType::f32, {1ull << 62, 4}, w, 8}}).tensor == "w");
  CHECK(io::read_file(dir / "m") == "old");
  CHECK(test::list(dir.path()).size() == 1);
}

TEST_CASE("a file that is cut anywhere is an error") {
  for (std::size_t size = 0; size < by_others.size(); ++size)
    CHECK_THROWS_AS(io::parse_safetensors(by_others.substr(0, size)), Error);
  CHECK(test::error_of([] { io::parse_safetensors("abc", "f"); }).found == "3 bytes in all");
  const auto facts = test::error_of([] { io::parse_safetensors("\x09\0\0\0\0\0\0\0{}"s, "f"); });
  CHECK(test::has(facts.what, "truncated"));
  CHECK(facts.expected == "a header of 9 bytes");
  CHECK(facts.found == "2");
}

TEST_CASE("headers of the wrong size or kind") {
  const auto error = [](const std::string& content) {
    return test::error_of([&] { io::parse_safetensors(content, "f"); });
  };
  CHECK(error("\xff\xff\xff\xff\xff\xff\xff\xff{}"s).expected == "a header of at most 100000000 bytes");
  CHECK(error("\x80\x02}q\x01(X\x06\0\0\0"s).what == "no safetensors file, or its header is too large");
  CHECK(test::has(error(file_of("[]", "")).expected, "begins with '{'"));
  CHECK(test::has(error(file_of(" {}", "")).expected, "begins with '{'"));
  CHECK(test::has(error(file_of("", "")).expected, "begins with '{'"));
  CHECK(error(file_of("{}x", "")).what == "damaged JSON");
  CHECK(error(file_of("{\"w\":1,}", "")).file == "f");
  CHECK(error_of(R"("__metadata__":{"a":1})", 0).tensor == "__metadata__");
  CHECK(error_of(R"("__metadata__":[])", 0).tensor == "__metadata__");
}

TEST_CASE("entries of another structure") {
  for (const char* entry :
       {"1", "{}", "[]", "null", R"({"dtype":"F32","shape":[1]})", R"({"dtype":"F32","data_offsets":[0,4]})",
        R"({"shape":[1],"data_offsets":[0,4]})",
        R"({"dtype":"F32","shape":[1],"data_offsets":[0,4],"more":1})",
        R"({"dtype":32,"shape":[1],"data_offsets":[0,4]})",
        R"({"dtype":"F32","shape":1,"data_offsets":[0,4]})",
        R"({"dtype":"F32","shape":[-1],"data_offsets":[0,4]})",
        R"({"dtype":"F32","shape":[1.0],"data_offsets":[0,4]})",
        R"({"dtype":"F32","shape":["1"],"data_offsets":[0,4]})",
        R"({"dtype":"F32","shape":[1],"data_offsets":[4]})",
        R"({"dtype":"F32","shape":[1],"data_offsets":[0,4,4]})",
        R"({"dtype":"F32","shape":[1],"data_offsets":"0,4"})",
        R"({"dtype":"F32","shape":[1],"data_offsets":[0,18446744073709551616]})"}) {
    CAPTURE(entry);
    const ErrorFacts facts = error_of(std::string("\"w\":") + entry, 4);
    CHECK(facts.what == "damaged safetensors header");
    CHECK(facts.file == "m.safetensors");
    CHECK(facts.tensor == "w");
    CHECK(!facts.expected.empty());
    CHECK(!facts.found.empty());
  }
}

TEST_CASE("claims that do not hold, each with its own message") {
  const auto type = error_of(R"("w":{"dtype":"F31","shape":[1],"data_offsets":[0,4]})", 4);
  CHECK(type.found == "'F31'");
  const auto shape = error_of(R"("w":{"dtype":"F32","shape":[2,3],"data_offsets":[0,20]})", 20);
  CHECK(shape.expected == "20 bytes, as its data_offsets [0, 20] say");
  CHECK(shape.found == "F32 [2, 3]");
  CHECK(error_of(R"("w":{"dtype":"F32","shape":[2],"data_offsets":[0,12]})", 12).found == "F32 [2]");
  const auto overflow =
      error_of(R"("w":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,0]})", 0);
  CHECK(overflow.found == "F32 [4294967296, 4294967296]");
  const auto bits = error_of(R"("w":{"dtype":"F4","shape":[3],"data_offsets":[0,1]})", 1);
  CHECK(bits.found == "F4 [3]");
  const auto order = error_of(R"("w":{"dtype":"F32","shape":[1],"data_offsets":[4,0]})", 4);
  CHECK(order.expected == "data_offsets in ascending order");
  CHECK(order.found == "[4, 0]");
  const auto outside = error_of(R"("w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]})", 4);
  CHECK(outside.expected == "data_offsets within the file's 4 bytes of data");
  CHECK(outside.found == "[0, 8]");
  CHECK(error_of(R"("w":{"dtype":"U8","shape":[5],"data_offsets":[0,5]})", 4).found == "[0, 5]");
  const auto twice = error_of(
      R"("w":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"w":{"dtype":"U8","shape":[1],"data_offsets":[1,2]})",
      2);
  CHECK(twice.found == "'w' twice");
  const auto overlap = error_of(
      R"("a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"b":{"dtype":"U8","shape":[2],"data_offsets":[1,3]})",
      3);
  CHECK(overlap.what == "damaged safetensors header: two tensors overlap");
  CHECK(overlap.tensor == "b");
  CHECK(overlap.expected == "its data at offset 2");
  CHECK(overlap.found == "1");
  const auto gap = error_of(
      R"("b":{"dtype":"U8","shape":[2],"data_offsets":[3,5]},"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]})",
      5);
  CHECK(gap.what == "damaged safetensors header: a gap before a tensor");
  CHECK(gap.tensor == "b");
  const auto trailing = error_of(R"("w":{"dtype":"U8","shape":[2],"data_offsets":[0,2]})", 3);
  CHECK(trailing.expected == "2 bytes of data");
  CHECK(trailing.found == "3");
  CHECK(error_of("", 1).found == "1");
}

TEST_CASE("the order of the header is free, and empty tensors lie anywhere between others") {
  CHECK(
      error_of(
          R"("b":{"dtype":"U8","shape":[2],"data_offsets":[2,4]},"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},)"
          R"("e":{"dtype":"F32","shape":[0],"data_offsets":[2,2]},"f":{"dtype":"F4","shape":[2],"data_offsets":[4,5]})",
          5)
          .what == "(no error)");
}

TEST_CASE("whatever happens to a file: an error or a file, never anything else") {
  std::uint64_t state = 1;
  const auto random = [&state](std::size_t n) {  // splitmix64
    std::uint64_t z = state += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return static_cast<std::size_t>((z ^ (z >> 31)) % n);
  };
  constexpr std::string_view likely = "{}[]\",:0123456789\\u-e. \xff";
  int read = 0;
  for (int round = 0; round < 20'000; ++round) {
    std::string bytes = by_others;
    for (std::size_t edits = 1 + random(4); edits > 0 && !bytes.empty(); --edits) {
      const std::size_t at = random(bytes.size());
      switch (random(6)) {
        case 0:
          bytes[at] = static_cast<char>(random(256));
          break;
        case 1:
          bytes[at] = likely[random(likely.size())];
          break;
        case 2:
          bytes.erase(at, 1 + random(8));
          break;
        case 3:
          bytes.insert(at, 1 + random(8), likely[random(likely.size())]);
          break;
        case 4:
          bytes.resize(at);
          break;
        default:
          bytes.insert(random(bytes.size()), bytes.substr(at, random(40)));
      }
      // Often the length is mended, so that the header itself is reached.
      const std::size_t end = bytes.rfind('}');
      if (random(2) == 0 && end != bytes.npos && end >= 8) bytes[0] = static_cast<char>((end - 7) & 0xff);
    }
    try {
      const io::Safetensors file = io::parse_safetensors(bytes, "fuzz");
      std::size_t sum = 0;
      for (const io::TensorEntry& entry : file.tensors())
        for (const char c : file.bytes(entry)) sum += static_cast<unsigned char>(c);
      read += sum < ~std::size_t{0};
    } catch (const Error& error) {
      REQUIRE(std::strlen(error.what()) > 0);
    }
  }
  CHECK(read > 100);  // some edits are harmless
  CHECK(read < 10'000);
}

TEST_CASE("pretrained weights from elsewhere") {
  const char* data = std::getenv("CORTEXPR_DATA");
  const std::string path = std::string(data ? data : "data") + "/weights/resnet20-12fca82f.safetensors";
  if (!io::exists(path)) {
    MESSAGE("skipped: no " << path << " (set CORTEXPR_DATA)");
    return;
  }
  const io::Safetensors file = io::read_safetensors(path);
  CHECK(*file.find_metadata("format") == "pt");
  const io::TensorEntry* conv = file.find("conv1.weight");
  REQUIRE(conv);
  CHECK(conv->extents == std::vector<std::uint64_t>{16, 3, 3, 3});
  std::size_t parameters = 0;
  for (const io::TensorEntry& entry : file.tensors())
    if (!test::has(entry.name, "running_")) parameters += values<float>(file, entry).size();
  CHECK(parameters == 269'722);  // as published for this network
}
