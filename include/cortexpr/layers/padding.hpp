/// How much zero padding a window has: none, or so much that the output has ceil(input / stride) places.
#pragma once

#include <cortexpr/graph/node.hpp>

namespace cortexpr {

enum class Padding : std::uint8_t { valid, same };
inline constexpr Padding valid = Padding::valid;
inline constexpr Padding same = Padding::same;

namespace detail {
/// The zeros before and after one axis; an odd one goes to the end, as in Keras.
struct Margins {
  int before = 0, after = 0;
  constexpr Margins(Padding padding, int extent, int spread, int stride) {
    if (padding == Padding::valid || extent <= 0) return;
    const int places = (extent + stride - 1) / stride;
    const int total = (places - 1) * stride + spread - extent;
    if (total <= 0) return;
    before = total / 2;
    after = total - before;
  }
};
}  // namespace detail

}  // namespace cortexpr
