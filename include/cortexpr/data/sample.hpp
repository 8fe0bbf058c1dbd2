/// What a sample of a data set can be, a tensor of fixed shape or a single number, and how it lies in memory.
#pragma once

#include <cortexpr/core/dtype.hpp>
#include <cortexpr/core/shape.hpp>
#include <cstddef>
#include <cstring>

namespace cortexpr::detail {

/// Of a number: `Element` is its type, `size` 1, the shape that of a scalar.
/// Of anything like Tensor<T, extents...>: its element type, number of elements and shape.
template <class X> struct Sample {
  static_assert(is_element<X>, "a sample is a Tensor, or a float, double, BFloat16 or int");
  using Element = X;
  static constexpr bool is_number = true;
  static constexpr std::size_t size = 1;
  static constexpr Shape shape() { return {}; }
};

template <template <class, std::size_t...> class Tensor, class T, std::size_t... extents>
struct Sample<Tensor<T, extents...>> {
  static_assert(is_element<T>, "the elements of a sample are float, double, BFloat16 or int");
  using Element = T;
  static constexpr bool is_number = false;
  static constexpr std::size_t size = (extents * ... * std::size_t{1});
  static constexpr Shape shape() { return {static_cast<int>(extents)...}; }
};

/// The type of a sample's elements.
template <class X> using sample_element = typename Sample<X>::Element;

/// The `Sample<X>::size` elements of a sample, copied to `out`.
template <class X> void store_sample(const X& sample, sample_element<X>* out) {
  if constexpr (Sample<X>::is_number)
    *out = sample;
  else
    std::memcpy(out, sample.data(), Sample<X>::size * sizeof(sample_element<X>));
}

/// The sample whose elements begin at `elements`.
template <class X> X load_sample(const sample_element<X>* elements) {
  X sample{};
  if constexpr (Sample<X>::is_number)
    sample = *elements;
  else
    std::memcpy(sample.data(), elements, Sample<X>::size * sizeof(sample_element<X>));
  return sample;
}

}  // namespace cortexpr::detail
