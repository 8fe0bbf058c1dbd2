/// The element types a tensor can have.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace cortexpr {

/// A 16-bit float with the range of `float` and 8 significant bits; storage only, arithmetic is done in
/// float. Conversion rounds to nearest even (IEEE 754; NaN stays NaN).
struct BFloat16 {
  std::uint16_t bits = 0;

  constexpr BFloat16() = default;
  explicit constexpr BFloat16(float x) {
    const auto u = __builtin_bit_cast(std::uint32_t, x);
    const bool nan = (u & 0x7fffffffu) > 0x7f800000u;
    bits = static_cast<std::uint16_t>(nan ? (u >> 16) | 0x40u : (u + 0x7fffu + ((u >> 16) & 1u)) >> 16);
  }
  explicit constexpr operator float() const {
    return __builtin_bit_cast(float, static_cast<std::uint32_t>(bits) << 16);
  }
  constexpr bool operator==(const BFloat16&) const = default;
};

enum class DType : std::uint8_t { f32, f64, bf16, i32 };

constexpr std::size_t size_of(DType t) { return t == DType::f64 ? 8 : t == DType::bf16 ? 2 : 4; }

constexpr std::string_view name_of(DType t) {
  return t == DType::f32 ? "float" : t == DType::f64 ? "double" : t == DType::bf16 ? "bfloat16" : "int";
}

template <class T> inline constexpr bool is_element = false;
template <> inline constexpr bool is_element<float> = true;
template <> inline constexpr bool is_element<double> = true;
template <> inline constexpr bool is_element<BFloat16> = true;
template <> inline constexpr bool is_element<std::int32_t> = true;

/// The DType of a C++ type.
template <class T> inline constexpr DType dtype_of = DType::f32;
template <> inline constexpr DType dtype_of<double> = DType::f64;
template <> inline constexpr DType dtype_of<BFloat16> = DType::bf16;
template <> inline constexpr DType dtype_of<std::int32_t> = DType::i32;

namespace detail {
template <DType> struct ElementOf;
template <> struct ElementOf<DType::f32> {
  using type = float;
};
template <> struct ElementOf<DType::f64> {
  using type = double;
};
template <> struct ElementOf<DType::bf16> {
  using type = BFloat16;
};
template <> struct ElementOf<DType::i32> {
  using type = std::int32_t;
};
}  // namespace detail

/// The C++ type of a DType.
template <DType t> using element_t = typename detail::ElementOf<t>::type;

}  // namespace cortexpr
