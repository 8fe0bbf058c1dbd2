/// The safetensors format, independent of any model: a list of named tensors and some metadata, read with
/// every claim of the file checked, and written atomically.
///
/// Source: the format's public description, https://github.com/huggingface/safetensors. A file is
///   8 bytes  the length of the header, little-endian
///   header   JSON: {"name": {"dtype": "F32", "shape": [2, 3], "data_offsets": [0, 24]}, ...}, padded with
///   spaces,
///            and optionally "__metadata__": {"key": "text", ...}
///   data     the elements, little-endian, row-major, without gaps; offsets count from the beginning of this
///   part
#pragma once

#include <cortexpr/core/dtype.hpp>
#include <cortexpr/core/error.hpp>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cortexpr::io {

/// A text about a file, under a key.
using Metadata = std::vector<std::pair<std::string, std::string>>;

/// What the header of a file says about one tensor.
struct TensorEntry {
  std::string name{};
  std::string dtype_name{};              ///< as in the file: "F32", "BF16", "I64", ...
  std::vector<std::uint64_t> extents{};  ///< outermost first; empty for a scalar
  std::size_t begin = 0;                 ///< where its bytes begin, counted from the beginning of the data
  std::size_t size = 0;                  ///< how many bytes it has
};

/// A safetensors file in memory. What it says about itself has been checked: see `parse_safetensors`.
class Safetensors {
 public:
  /// The tensors in the order of the header.
  const std::vector<TensorEntry>& tensors() const { return tensors_; }
  const Metadata& metadata() const { return metadata_; }
  /// The name of the file, for messages.
  const std::string& file() const { return file_; }

  /// The tensor of that name; nullptr if there is none.
  const TensorEntry* find(std::string_view name) const {
    for (const TensorEntry& entry : tensors_)
      if (entry.name == name) return &entry;
    return nullptr;
  }

  /// The metadata under a key; nullptr if there is none.
  const std::string* find_metadata(std::string_view key) const {
    for (const auto& [name, text] : metadata_)
      if (name == key) return &text;
    return nullptr;
  }

  /// The elements of one of `tensors()`: `entry.size` bytes, not aligned to anything.
  std::string_view bytes(const TensorEntry& entry) const {
    return std::string_view(content_).substr(data_begin_ + entry.begin, entry.size);
  }

  /// The library's element type of a tensor. Errors: it is one of the format's that the library does not have
  /// (I64, F16, ...): such tensors may be in a file as long as nobody asks for them.
  DType dtype(const TensorEntry& entry) const;

 private:
  friend Safetensors parse_safetensors(std::string content, std::string file);

  std::string file_{};
  std::string content_{};
  std::size_t data_begin_ = 0;
  std::vector<TensorEntry> tensors_{};
  Metadata metadata_{};
};

/// A tensor to be written: `bytes` are its elements, row-major, as they lie in memory.
struct TensorToWrite {
  std::string name{};
  DType dtype = DType::f32;
  std::vector<std::uint64_t> extents{};
  const void* bytes = nullptr;
  std::size_t size = 0;  ///< of `bytes`; must be what dtype and extents say
};

/// The largest header that is read, as in the reference implementation.
inline constexpr std::uint64_t max_safetensors_header = 100'000'000;

/// Reads a file's content; `file` is its name in messages. Errors name file, tensor, expected and found:
/// content too short for its header or data; header too large, no valid JSON, or of another structure;
/// unknown element type; a shape that does not fit its bytes; tensors that overlap, leave a gap, or lie
/// outside; bytes left over.
Safetensors parse_safetensors(std::string content, std::string file = {});

/// Reads a file. Errors: those of `read_file` and `parse_safetensors`.
Safetensors read_safetensors(const std::string& path);

/// The content of a file with these tensors up to where the data begin.
/// Errors: a name twice, empty or "__metadata__"; text that is not UTF-8; a size that does not fit the shape.
std::string safetensors_header(const std::vector<TensorToWrite>& tensors, const Metadata& metadata = {});

/// Replaces (or creates) a file, atomically. Tensors with wider elements come first, otherwise in the order
/// given, so that each is aligned to its element type. Errors: those of `safetensors_header` and of writing.
void write_safetensors(const std::string& path, std::vector<TensorToWrite> tensors,
                       const Metadata& metadata = {});

}  // namespace cortexpr::io

#include <cortexpr/io/safetensors_read.hpp>
#include <cortexpr/io/safetensors_write.hpp>
