/// The element types of the safetensors format, and how large a tensor of a given shape is.
#pragma once

#include <cortexpr/core/dtype.hpp>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cortexpr::detail {

struct SafetensorsType {
  std::string_view name;
  unsigned bits;
};

/// All types of the format, those that the library cannot compute with included.
inline constexpr SafetensorsType safetensors_types[] = {
    {"F32", 32},    {"F64", 64},    {"BF16", 16},   {"I32", 32},    {"BOOL", 8},    {"U8", 8},   {"I8", 8},
    {"I16", 16},    {"U16", 16},    {"F16", 16},    {"U32", 32},    {"I64", 64},    {"U64", 64}, {"C64", 64},
    {"F8_E5M2", 8}, {"F8_E4M3", 8}, {"F8_E8M0", 8}, {"F6_E2M3", 6}, {"F6_E3M2", 6}, {"F4", 4}};

/// The bits of one element; 0 for a type that the format does not have.
constexpr unsigned safetensors_bits(std::string_view name) {
  for (const SafetensorsType& type : safetensors_types)
    if (type.name == name) return type.bits;
  return 0;
}

constexpr std::string_view safetensors_name(DType t) {
  return t == DType::f32 ? "F32" : t == DType::f64 ? "F64" : t == DType::bf16 ? "BF16" : "I32";
}

/// The bytes of a tensor; false if they are more than 64 bits can count, or no whole number.
constexpr bool safetensors_size(const std::vector<std::uint64_t>& extents, unsigned bits,
                                std::uint64_t& bytes) {
  std::uint64_t total = bits;
  for (const std::uint64_t extent : extents)
    if (__builtin_mul_overflow(total, extent, &total)) return false;
  bytes = total / 8;
  return total % 8 == 0;
}

/// A shape as a person writes it: "[2, 3]".
inline std::string to_text(const std::vector<std::uint64_t>& extents) {
  std::string text = "[";
  for (std::size_t i = 0; i < extents.size(); ++i) text += (i > 0 ? ", " : "") + std::to_string(extents[i]);
  return text += "]";
}

}  // namespace cortexpr::detail
