/// What a metric is: an object that compares predictions with targets.
///
/// `m.begin(prediction_shape)` makes an accumulator `a`; `a.add(Scored)` is called for some samples at a
/// time; `a.result()` is the answer. `fits(prediction, target, type)` says whether the metric can compare
/// them.
#pragma once

#include <concepts>
#include <cortexpr/core/dtype.hpp>
#include <cortexpr/core/shape.hpp>
#include <cstddef>

namespace cortexpr {

/// Predictions and targets of `rows` samples, one after another.
template <class T, class E> struct Scored {
  const T* predictions = nullptr;
  Shape prediction_shape{};  ///< of one sample
  const E* targets = nullptr;
  Shape target_shape{};  ///< of one sample
  int rows = 0;
};

template <class M>
concept Metric = requires(const M& m, const Shape& s) {
  m.begin(s);
  { M::fits(s, s, DType::f32) } -> std::same_as<bool>;
};

namespace detail {

/// Where the largest of `count` elements is; the first one, if several are equal.
template <class T> std::size_t largest(const T* x, std::size_t count) {
  std::size_t best = 0;
  for (std::size_t i = 1; i < count; ++i)
    if (x[i] > x[best]) best = i;
  return best;
}

/// Classes are the last axis of a prediction. The target has their index, or a number for each (one-hot).
constexpr bool has_classes(const Shape& prediction, const Shape& target, DType target_type) {
  if (prediction.last() < 2) return false;
  if (target_type == DType::i32)
    return target.size() * static_cast<std::size_t>(prediction.last()) == prediction.size();
  return target.size() == prediction.size();
}

/// Calls f(scores, class) for each position of each sample.
template <class T, class E, class F> void for_each_position(const Scored<T, E>& s, F f) {
  const auto classes = static_cast<std::size_t>(s.prediction_shape.last());
  const std::size_t positions = static_cast<std::size_t>(s.rows) * s.prediction_shape.size() / classes;
  for (std::size_t i = 0; i < positions; ++i) {
    const T* const scores = s.predictions + i * classes;
    if constexpr (std::same_as<E, std::int32_t>)
      f(scores, static_cast<std::size_t>(s.targets[i]));
    else
      f(scores, largest(s.targets + i * classes, classes));
  }
}

}  // namespace detail
}  // namespace cortexpr
