/// Cross-entropy between a softmax over the last axis and a class index or a distribution.
/// -sum over classes of target * log(softmax(prediction)), averaged over positions (Goodfellow et
/// al., 6.2.2).
#pragma once

#include <cortexpr/core/options.hpp>
#include <cortexpr/losses/loss.hpp>
#include <cortexpr/ops/cross_entropy.hpp>

namespace cortexpr {

struct CrossEntropyOptions {
  float label_smoothing = 0;  ///< in [0, 1): this share of the target is spread over all classes
};

namespace detail {
template <bool one_hot> struct CrossEntropy : CrossEntropyOptions {
  constexpr CrossEntropy() = default;
  explicit constexpr CrossEntropy(const CrossEntropyOptions& o) : CrossEntropyOptions(o) {}
  constexpr CrossEntropy operator()(const CrossEntropyOptions& o) const { return CrossEntropy(o); }
  NoSuchOption<CrossEntropyOptions> operator()(...) const = delete;  // options: label_smoothing

  static constexpr Target target(Shape prediction) {
    if (one_hot || prediction.rank == 0) return {prediction, DType::f32};
    --prediction.rank;
    return {prediction, DType::i32};
  }
  constexpr Value operator()(Value prediction, Value target) const {
    // A network that ends in softmax: its logits are the safer input.
    const Value logits = same_op(*prediction.node().op, softmax_op) ? prediction[0] : prediction;
    return mean(softmax_cross_entropy(logits, target, prediction.scalar<&CrossEntropy::label_smoothing>()));
  }
};
}  // namespace detail

/// Targets are class indices: int, one for each position.
inline constexpr detail::CrossEntropy<false> cross_entropy{};
/// Targets are probabilities (one-hot rows among them), shaped like the prediction.
inline constexpr detail::CrossEntropy<true> categorical_cross_entropy{};

}  // namespace cortexpr
