/// Writing safetensors.
#pragma once

#include <cortexpr/core/error.hpp>
#include <cortexpr/io/file.hpp>
#include <cortexpr/io/json.hpp>
#include <cortexpr/io/safetensors.hpp>
#include <cortexpr/io/safetensors_types.hpp>
#include <string>
#include <utility>
#include <vector>

// Elements are written as they lie in memory, and the format is little-endian.
static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__);

namespace cortexpr::detail {

inline void check_tensor_to_write(const io::TensorToWrite& tensor) {
  if (tensor.name.empty() || tensor.name == "__metadata__")
    fail({.what = "cannot write a tensor under this name", .found = "'" + tensor.name + "'"});
  const auto bits = static_cast<unsigned>(8 * size_of(tensor.dtype));
  std::uint64_t bytes = 0;
  if (!safetensors_size(tensor.extents, bits, bytes) || bytes != tensor.size)
    fail({.what = "cannot write a tensor whose size is not that of its shape",
          .tensor = tensor.name,
          .expected = std::string(safetensors_name(tensor.dtype)) + " " + to_text(tensor.extents),
          .found = std::to_string(tensor.size) + " bytes"});
}

inline std::string safetensors_metadata_text(const io::Metadata& metadata) {
  std::string text;
  for (const auto& [key, value] : metadata)
    text += (text.empty() ? "" : ",") + io::json_quoted(key) + ":" + io::json_quoted(value);
  return "\"__metadata__\":{" + text + "}";
}

/// Wider elements first, otherwise the order given.
inline std::vector<io::TensorToWrite> widest_first(std::vector<io::TensorToWrite> tensors) {
  std::vector<io::TensorToWrite> sorted;
  sorted.reserve(tensors.size());
  for (const std::size_t width : {8u, 4u, 2u})
    for (io::TensorToWrite& tensor : tensors)
      if (size_of(tensor.dtype) == width) sorted.push_back(std::move(tensor));
  return sorted;
}

}  // namespace cortexpr::detail

namespace cortexpr::io {

inline std::string safetensors_header(const std::vector<TensorToWrite>& tensors, const Metadata& metadata) {
  std::string json = "{";
  if (!metadata.empty()) json += detail::safetensors_metadata_text(metadata);
  std::uint64_t offset = 0;
  for (const TensorToWrite& tensor : tensors) {
    detail::check_tensor_to_write(tensor);
    const std::uint64_t end = offset + tensor.size;
    if (json.size() > 1) json += ",";
    json += json_quoted(tensor.name) + ":{\"dtype\":\"" +
            std::string(detail::safetensors_name(tensor.dtype)) +
            "\",\"shape\":" + detail::to_text(tensor.extents) +
            ",\"data_offsets\":" + detail::to_text({offset, end}) + "}";
    offset = end;
  }
  json += "}";
  parse_json(json);  // finds names that are there twice
  while (json.size() % 8 != 0) json += ' ';
  std::string length;
  for (unsigned i = 0; i < 8; ++i) length += static_cast<char>((json.size() >> (8 * i)) & 0xff);
  return length + json;
}

inline void write_safetensors(const std::string& path, std::vector<TensorToWrite> tensors,
                              const Metadata& metadata) {
  tensors = detail::widest_first(std::move(tensors));
  const std::string header = safetensors_header(tensors, metadata);
  AtomicFile file(path);
  file.write(header.data(), header.size());
  for (const TensorToWrite& tensor : tensors) file.write(tensor.bytes, tensor.size);
  file.commit();
}

}  // namespace cortexpr::io
