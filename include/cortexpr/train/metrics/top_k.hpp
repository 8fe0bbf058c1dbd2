/// Top-k accuracy: the share of positions whose class is among the k with the highest scores.
#pragma once

#include <cortexpr/train/metrics/metric.hpp>

namespace cortexpr {

namespace detail {
template <std::size_t k> struct TopK {
  static_assert(k > 0, "top_k<k>: at least one");
  static constexpr const char* name = k == 1 ? "accuracy" : "top_k";
  static constexpr bool fits(const Shape& prediction, const Shape& target, DType type) {
    return has_classes(prediction, target, type);
  }

  struct Sum {
    std::size_t right = 0, positions = 0;
    template <class T, class E> void add(const Scored<T, E>& s) {
      const auto classes = static_cast<std::size_t>(s.prediction_shape.last());
      for_each_position(s, [&](const T* scores, std::size_t truth) {
        ++positions;
        right += rank(scores, classes, truth) < k;
      });
    }
    float result() const {
      return positions == 0 ? 0.0f
                            : static_cast<float>(static_cast<double>(right) / static_cast<double>(positions));
    }
  };
  constexpr Sum begin(const Shape&) const { return {}; }

 private:
  /// How many classes stand before that one. Equal scores stand in the order of their classes; what is not a
  /// number is never right.
  template <class T> static std::size_t rank(const T* scores, std::size_t classes, std::size_t truth) {
    std::size_t before = 0;
    for (std::size_t i = 0; i < classes; ++i)
      before += !(scores[i] <= scores[truth]) || (i < truth && scores[i] == scores[truth]);
    return before;
  }
};
}  // namespace detail

/// `evaluate(model, data, top_k<5>)`, from 0 to 1.
template <std::size_t k> inline constexpr detail::TopK<k> top_k{};

}  // namespace cortexpr
