/// Data sets from what a program already has in memory.
#pragma once

#include <cortexpr/core/error.hpp>
#include <cortexpr/data/dataset.hpp>
#include <cstddef>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace cortexpr::data {

/// A data set from the elements of all inputs and of all targets, sample after sample:
/// `from_arrays<Tensor<float, 4>, int>(numbers, labels)`. `classes` and errors: see the constructor of
/// Dataset.
template <class X, class Y> Dataset<X, Y> from_arrays(std::vector<detail::sample_element<X>> inputs,
                                                      std::vector<detail::sample_element<Y>> targets,
                                                      int classes = 0) {
  return Dataset<X, Y>(std::move(inputs), std::move(targets), classes);
}

/// The same from memory that somebody else owns; it is copied.
template <class X, class Y> Dataset<X, Y> from_arrays(std::span<const detail::sample_element<X>> inputs,
                                                      std::span<const detail::sample_element<Y>> targets,
                                                      int classes = 0) {
  return Dataset<X, Y>({inputs.begin(), inputs.end()}, {targets.begin(), targets.end()}, classes);
}

/// A data set from a range of inputs and one of targets (vectors, arrays, spans) of the same length, one
/// element for each sample; the types of the data set are theirs.
template <class Inputs, class Targets>
auto from_samples(const Inputs& inputs, const Targets& targets, int classes = 0) {
  const std::span x(inputs);
  const std::span y(targets);
  using X = typename decltype(x)::value_type;
  using Y = typename decltype(y)::value_type;
  if (x.size() != y.size())
    fail({.what = "inputs and targets do not make a data set",
          .expected = "as many targets as inputs, " + std::to_string(x.size()),
          .found = std::to_string(y.size())});
  std::vector<detail::sample_element<X>> input_elements(x.size() * detail::Sample<X>::size);
  std::vector<detail::sample_element<Y>> target_elements(y.size() * detail::Sample<Y>::size);
  for (std::size_t i = 0; i < x.size(); ++i) {
    detail::store_sample<X>(x[i], input_elements.data() + i * detail::Sample<X>::size);
    detail::store_sample<Y>(y[i], target_elements.data() + i * detail::Sample<Y>::size);
  }
  return Dataset<X, Y>(std::move(input_elements), std::move(target_elements), classes);
}

/// The same from lists in braces: `from_samples({Tensor{0.f, 1.f}, Tensor{1.f, 1.f}}, {1, 0})`.
template <class X, std::size_t count, class Y>
Dataset<X, Y> from_samples(const X (&inputs)[count], const Y (&targets)[count], int classes = 0) {
  return from_samples(std::span<const X>(inputs), std::span<const Y>(targets), classes);
}

}  // namespace cortexpr::data
