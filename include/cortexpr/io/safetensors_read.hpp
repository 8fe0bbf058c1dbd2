/// Reading safetensors: the header is taken for hostile, every number in it is checked before it is used.
#pragma once

#include <cortexpr/core/error.hpp>
#include <cortexpr/io/file.hpp>
#include <cortexpr/io/json.hpp>
#include <cortexpr/io/safetensors.hpp>
#include <cortexpr/io/safetensors_types.hpp>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cortexpr::detail {

/// The length of the header, which lies after the first 8 bytes of `content`.
inline std::size_t safetensors_header_length(std::string_view content, const std::string& file) {
  if (content.size() < 8)
    fail({.what = "no safetensors file",
          .file = file,
          .expected = "8 bytes with the length of the header",
          .found = std::to_string(content.size()) + " bytes in all"});
  std::uint64_t length = 0;
  for (unsigned i = 0; i < 8; ++i) length |= std::uint64_t{static_cast<unsigned char>(content[i])} << (8 * i);
  if (length > io::max_safetensors_header)
    fail({.what = "no safetensors file, or its header is too large",
          .file = file,
          .expected = "a header of at most " + std::to_string(io::max_safetensors_header) + " bytes",
          .found = std::to_string(length)});
  if (length > content.size() - 8)
    fail({.what = "truncated safetensors file",
          .file = file,
          .expected = "a header of " + std::to_string(length) + " bytes",
          .found = std::to_string(content.size() - 8)});
  return static_cast<std::size_t>(length);
}

/// Turns one member of the header into a TensorEntry.
class SafetensorsEntryReader {
 public:
  SafetensorsEntryReader(const std::string& file, std::uint64_t data_size)
      : file_(file),
        data_size_(data_size) {}

  io::TensorEntry read(const std::string& name, const io::Json& json) const {
    const io::Json* dtype = json.find("dtype");
    const io::Json* shape = json.find("shape");
    const io::Json* offsets = json.find("data_offsets");
    if (!dtype || !shape || !offsets || json.items.size() != 3)
      fail_about(name, "an object with \"dtype\", \"shape\" and \"data_offsets\"", "something else");
    io::TensorEntry entry{
        .name = name, .dtype_name = dtype->text, .extents = read_numbers(name, "shape", *shape)};
    if (!dtype->is(io::Json::Kind::string) || safetensors_bits(dtype->text) == 0)
      fail_about(name, "an element type of the format (F32, F64, BF16, I32, ...)", "'" + dtype->text + "'");
    set_range(entry, read_numbers(name, "data_offsets", *offsets));
    return entry;
  }

 private:
  std::vector<std::uint64_t> read_numbers(const std::string& name, const char* what,
                                          const io::Json& json) const {
    std::vector<std::uint64_t> numbers;
    bool good = json.is(io::Json::Kind::array);
    for (const io::Json& item : json.items) good = good && item.get(numbers.emplace_back());
    if (!good)
      fail_about(name, std::string("\"") + what + "\" as an array of unsigned integers", "something else");
    return numbers;
  }

  void set_range(io::TensorEntry& entry, const std::vector<std::uint64_t>& offsets) const {
    if (offsets.size() != 2) fail_about(entry.name, "two data_offsets", std::to_string(offsets.size()));
    const std::uint64_t begin = offsets[0], end = offsets[1];
    const std::string range = to_text(offsets);
    if (begin > end) fail_about(entry.name, "data_offsets in ascending order", range);
    if (end > data_size_)
      fail_about(entry.name,
                 "data_offsets within the file's " + std::to_string(data_size_) + " bytes of data", range);
    std::uint64_t bytes = 0;
    if (!safetensors_size(entry.extents, safetensors_bits(entry.dtype_name), bytes) || bytes != end - begin)
      fail_about(entry.name, std::to_string(end - begin) + " bytes, as its data_offsets " + range + " say",
                 entry.dtype_name + " " + to_text(entry.extents));
    entry.begin = static_cast<std::size_t>(begin);
    entry.size = static_cast<std::size_t>(bytes);
  }

  [[noreturn]] void fail_about(const std::string& name, std::string expected, std::string found) const {
    fail({.what = "damaged safetensors header",
          .file = file_,
          .tensor = name,
          .expected = std::move(expected),
          .found = std::move(found)});
  }

  const std::string& file_;
  std::uint64_t data_size_;
};

inline io::Metadata read_safetensors_metadata(const io::Json& json, const std::string& file) {
  io::Metadata metadata;
  bool good = json.is(io::Json::Kind::object);
  for (std::size_t i = 0; i < json.names.size(); ++i) {
    good = good && json.items[i].is(io::Json::Kind::string);
    metadata.emplace_back(json.names[i], json.items[i].text);
  }
  if (!good)
    fail({.what = "damaged safetensors header",
          .file = file,
          .tensor = "__metadata__",
          .expected = "an object whose values are all texts",
          .found = "something else"});
  return metadata;
}

/// Checks that the tensors, put in the order of their offsets, fill the data without overlap, gap or
/// remainder.
inline void check_safetensors_cover(const std::vector<io::TensorEntry>& tensors, std::size_t data_size,
                                    const std::string& file) {
  using Pointer = const io::TensorEntry*;
  std::vector<Pointer> sorted;
  for (const io::TensorEntry& entry : tensors) sorted.push_back(&entry);
  if (!sorted.empty())
    std::qsort(sorted.data(), sorted.size(), sizeof(Pointer), [](const void* a, const void* b) {
      const auto& x = **static_cast<const Pointer*>(a);
      const auto& y = **static_cast<const Pointer*>(b);
      if (x.begin != y.begin) return x.begin < y.begin ? -1 : 1;
      return x.size != y.size ? (x.size < y.size ? -1 : 1) : 0;  // empty tensors before the one they touch
    });
  std::size_t covered = 0;
  for (const Pointer entry : sorted) {
    if (entry->begin != covered)
      fail({.what = entry->begin < covered ? "damaged safetensors header: two tensors overlap"
                                           : "damaged safetensors header: a gap before a tensor",
            .file = file,
            .tensor = entry->name,
            .expected = "its data at offset " + std::to_string(covered),
            .found = std::to_string(entry->begin)});
    covered += entry->size;
  }
  if (covered != data_size)
    fail({.what = "damaged safetensors file: bytes that belong to no tensor",
          .file = file,
          .expected = std::to_string(covered) + " bytes of data",
          .found = std::to_string(data_size)});
}

}  // namespace cortexpr::detail

namespace cortexpr::io {

inline DType Safetensors::dtype(const TensorEntry& entry) const {
  for (const DType t : {DType::f32, DType::f64, DType::bf16, DType::i32})
    if (detail::safetensors_name(t) == entry.dtype_name) return t;
  fail({.what = "cannot use a tensor of this element type",
        .file = file_,
        .tensor = entry.name,
        .expected = "F32, F64, BF16 or I32",
        .found = entry.dtype_name});
}

inline Safetensors parse_safetensors(std::string content, std::string file) {
  Safetensors result;
  const std::size_t length = detail::safetensors_header_length(content, file);
  const std::string_view header = std::string_view(content).substr(8, length);
  const std::size_t data_size = content.size() - 8 - length;
  if (header.substr(0, 1) != "{")
    fail({.what = "no safetensors file", .file = file, .expected = "a header that begins with '{'"});
  const Json json = parse_json(header, file);
  const detail::SafetensorsEntryReader reader(file, data_size);
  for (std::size_t i = 0; i < json.names.size(); ++i) {
    if (json.names[i] == "__metadata__")
      result.metadata_ = detail::read_safetensors_metadata(json.items[i], file);
    else
      result.tensors_.push_back(reader.read(json.names[i], json.items[i]));
  }
  detail::check_safetensors_cover(result.tensors_, data_size, file);
  result.data_begin_ = 8 + length;
  result.content_ = std::move(content);
  result.file_ = std::move(file);
  return result;
}

inline Safetensors read_safetensors(const std::string& path) {
  return parse_safetensors(read_file(path), path);
}

}  // namespace cortexpr::io
