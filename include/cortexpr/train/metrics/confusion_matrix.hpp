/// A confusion matrix: what a classifier took each class for.
#pragma once

#include <cortexpr/train/metrics/metric.hpp>
#include <vector>

namespace cortexpr {

/// counts[truth * classes + prediction].
struct Confusion {
  std::size_t classes = 0;
  std::vector<long> counts{};
  long operator()(std::size_t truth, std::size_t predicted) const {
    return counts[truth * classes + predicted];
  }
};

namespace detail {
struct ConfusionMetric {
  static constexpr bool fits(const Shape& prediction, const Shape& target, DType type) {
    return has_classes(prediction, target, type);
  }

  struct Sum {
    Confusion matrix;
    template <class T, class E> void add(const Scored<T, E>& s) {
      for_each_position(s, [&](const T* scores, std::size_t truth) {
        ++matrix.counts[truth * matrix.classes + largest(scores, matrix.classes)];
      });
    }
    Confusion result() const { return matrix; }
  };
  Sum begin(const Shape& prediction) const {
    const auto classes = static_cast<std::size_t>(prediction.last());
    return {{classes, std::vector<long>(classes * classes)}};
  }
};
}  // namespace detail

/// `evaluate(model, data, confusion_matrix)`: a Confusion.
inline constexpr detail::ConfusionMetric confusion_matrix{};

}  // namespace cortexpr
