/// When a trainer updates the parameters: after each batch, or from the gradients of several.
#pragma once

#include <concepts>

namespace cortexpr {

/// An update after every batch.
struct EveryBatch {
  static constexpr int batches = 1;
};

/// One update from the gradients of `batches` batches: as if they had been one large batch, which needs no
/// more memory than one of them (each sample has the same weight, also in partial batches).
struct Accumulate {
  int batches = 1;
};
constexpr Accumulate accumulate(int batches) { return {batches}; }

namespace detail {

template <class Option, class... Given> constexpr bool is_given = (std::same_as<Option, Given> || ...);

/// The option of type `Option` among those given, or its default.
template <class Option> constexpr Option find_option() { return {}; }
template <class Option, class First, class... Rest>
constexpr Option find_option(const First& first, const Rest&... rest) {
  if constexpr (std::same_as<Option, First>)
    return first;
  else
    return find_option<Option>(rest...);
}

}  // namespace detail
}  // namespace cortexpr
