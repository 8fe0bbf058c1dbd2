/// Everything of a sample on one axis, or on axes of your choice.
#pragma once

#include <cortexpr/ops/view.hpp>

namespace cortexpr {

namespace detail {
struct Flatten {
  constexpr Value operator()(Value x) const { return cortexpr::reshape(x, {-1}); }
};
template <int... extents> struct Reshape {
  constexpr Value operator()(Value x) const { return cortexpr::reshape(x, {extents...}); }
};
}  // namespace detail

/// [a, b, ...] -> [a * b * ...].
inline constexpr detail::Flatten flatten{};
/// `reshaped<8, 8, 1>`: the same elements under another shape; one extent may be -1.
template <int... extents> inline constexpr detail::Reshape<extents...> reshaped{};

}  // namespace cortexpr
