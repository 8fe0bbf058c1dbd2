/// The IDX format of MNIST: one array of numbers, big-endian.
///
/// Source: http://yann.lecun.com/exdb/mnist (the format's description). A file is two zero bytes, one byte
/// for the element type, one for the number of axes, the extents as 32-bit numbers, and the elements,
/// row-major.
#pragma once

#include <cortexpr/core/error.hpp>
#include <cortexpr/io/gzip.hpp>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cortexpr::data {

/// The element types of IDX, by their codes.
enum class IdxType : std::uint8_t { u8 = 0x08, i8 = 0x09, i16 = 0x0b, i32 = 0x0c, f32 = 0x0d, f64 = 0x0e };

/// An array as it is in an IDX file.
struct Idx {
  IdxType type = IdxType::u8;
  std::vector<std::uint32_t> extents{};
  std::string bytes{};  ///< the elements, big-endian

  /// The number of elements.
  std::size_t size() const;

  /// Element `i` as a number; exact for every type. Precondition: i < size().
  double operator[](std::size_t i) const;
};

}  // namespace cortexpr::data

namespace cortexpr::detail {

/// The bytes of one element; 0 if there is no such type.
constexpr std::size_t idx_element_size(data::IdxType type) {
  switch (type) {
    case data::IdxType::u8:
    case data::IdxType::i8:
      return 1;
    case data::IdxType::i16:
      return 2;
    case data::IdxType::i32:
    case data::IdxType::f32:
      return 4;
    case data::IdxType::f64:
      return 8;
  }
  return 0;
}

/// The big-endian number in the first `size` bytes.
constexpr std::uint64_t big_endian(std::string_view bytes, std::size_t size) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < size; ++i) value = value << 8 | static_cast<unsigned char>(bytes[i]);
  return value;
}

[[noreturn]] inline void fail_idx(const std::string& file, std::string expected, std::string found) {
  fail({.what = "no IDX file, or a damaged one",
        .file = file,
        .expected = std::move(expected),
        .found = std::move(found)});
}

}  // namespace cortexpr::detail

namespace cortexpr::data {

inline std::size_t Idx::size() const { return bytes.size() / detail::idx_element_size(type); }

inline double Idx::operator[](std::size_t i) const {
  const std::size_t each = detail::idx_element_size(type);
  const std::uint64_t bits = detail::big_endian(std::string_view(bytes).substr(i * each), each);
  switch (type) {
    case IdxType::u8:
      return static_cast<double>(bits);
    case IdxType::i8:
      return static_cast<std::int8_t>(bits);
    case IdxType::i16:
      return static_cast<std::int16_t>(bits);
    case IdxType::i32:
      return static_cast<std::int32_t>(bits);
    case IdxType::f32:
      return static_cast<double>(__builtin_bit_cast(float, static_cast<std::uint32_t>(bits)));
    case IdxType::f64:
      break;
  }
  return __builtin_bit_cast(double, bits);
}

/// Reads the content of an IDX file; `file` is its name in messages. Errors: a wrong beginning, an unknown
/// element type, and more or fewer elements than the extents say.
inline Idx parse_idx(std::string content, const std::string& file = {}) {
  if (content.size() < 4 || content[0] != 0 || content[1] != 0)
    detail::fail_idx(file, "two zero bytes, a type and a number of axes",
                     std::to_string(content.size()) + " bytes");
  const auto axes = static_cast<std::size_t>(static_cast<unsigned char>(content[3]));
  Idx array{.type = static_cast<IdxType>(content[2])};
  const std::size_t each = detail::idx_element_size(array.type);
  if (each == 0)
    detail::fail_idx(file, "an element type 8, 9, 11, 12, 13 or 14",
                     std::to_string(static_cast<unsigned char>(content[2])));
  const std::size_t header = 4 + 4 * axes;
  if (content.size() < header)
    detail::fail_idx(file, std::to_string(axes) + " extents",
                     "the end after " + std::to_string(content.size()) + " bytes");
  std::uint64_t size = each;
  std::string shape;
  bool countable = true;
  for (std::size_t axis = 0; axis < axes; ++axis) {
    const auto extent =
        static_cast<std::uint32_t>(detail::big_endian(std::string_view(content).substr(4 + 4 * axis), 4));
    array.extents.push_back(extent);
    countable = countable && !__builtin_mul_overflow(size, std::uint64_t{extent}, &size);
    shape += (axis > 0 ? " x " : "") + std::to_string(extent);
  }
  if (!countable || size != content.size() - header)
    detail::fail_idx(file, shape + " elements of " + std::to_string(each) + " bytes",
                     std::to_string(content.size() - header) + " bytes");
  content.erase(0, header);
  array.bytes = std::move(content);
  return array;
}

/// Reads an IDX file, plain or gzip. Errors: those of `read_plain_or_gzip` and `parse_idx`.
inline Idx read_idx(const std::string& path) { return parse_idx(io::read_plain_or_gzip(path), path); }

/// Replaces (or creates) an IDX file with an array of bytes, atomically; `elements` are those of u8 or i8,
/// and big-endian for wider types. Errors: their number is not that of the extents; writing.
inline void write_idx(const std::string& path, const Idx& array) {
  std::string content{'\0', '\0', static_cast<char>(array.type), static_cast<char>(array.extents.size())};
  for (const std::uint32_t extent : array.extents)
    for (int shift = 24; shift >= 0; shift -= 8) content += static_cast<char>((extent >> shift) & 0xff);
  content += array.bytes;
  parse_idx(content, path);  // nothing is written that could not be read
  io::write_file(path, content);
}

}  // namespace cortexpr::data
