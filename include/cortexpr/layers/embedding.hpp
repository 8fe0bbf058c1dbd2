/// A learned vector for each of a number of integers.
#pragma once

#include <cortexpr/graph/value.hpp>
#include <cortexpr/ops/gather.hpp>

namespace cortexpr {

namespace detail {
template <int count, int width> struct Embedding {
  static_assert(count > 0 && width > 0, "embedding<count, width>: positive sizes");
  constexpr Value operator()(Value x) const {
    if (x.dtype() != DType::i32)
      return x.fail(
          Text<64>{}.append("embedding<").append(count).append(", ").append(width).append(">").view(),
          "integers", name_of(x.dtype()), "begin the network with tokens<length>");
    return gather(x.parameter("weight", {count, width}, {Initial::Kind::normal, 0.f, 1.f}), x);
  }
};
}  // namespace detail

/// int [...] in [0, count) -> [..., width]. Parameter: weight [count, width], normal(0, 1) at first.
template <int count, int width> inline constexpr detail::Embedding<count, width> embedding{};

}  // namespace cortexpr
