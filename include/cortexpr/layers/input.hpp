/// States the shape of a network's input, and checks it where the shape is known already.
#pragma once

#include <cortexpr/graph/value.hpp>

namespace cortexpr {

namespace detail {
template <DType type, int... extents> struct Input {
  static_assert(((extents > 0) && ...), "input<...>: every extent is at least 1");
  constexpr Value operator()(Value x) const {
    const Shape wanted{extents...};
    Node& n = x.graph()[x.id()];
    if (n.shape.rank < 0) {
      n.shape = wanted;
      if constexpr (type == DType::i32) n.dtype = type;
    } else if (!(n.shape == wanted)) {
      return x.fail("input", Text<96>{}.append(wanted).view(), Text<64>{}.append(n.shape).view(),
                    "change the input or the layer before it");
    }
    return x;
  }
};
}  // namespace detail

/// `input<28, 28>`: an image of one channel without an axis for it; `input<8>`: eight features.
template <int... extents> inline constexpr detail::Input<DType::f32, extents...> input{};
/// `tokens<1024>`: a row of that many integers (words, characters, categories).
template <int... extents> inline constexpr detail::Input<DType::i32, extents...> tokens{};

}  // namespace cortexpr
