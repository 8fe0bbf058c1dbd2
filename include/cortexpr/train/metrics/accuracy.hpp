/// Accuracy: the share of positions whose class has the highest score.
#pragma once

#include <cortexpr/train/metrics/top_k.hpp>

namespace cortexpr {

/// `evaluate(model, data, accuracy)`, from 0 to 1. Classes are the last axis of the prediction; targets are
/// class indices, or one-hot rows.
inline constexpr detail::TopK<1> accuracy{};

}  // namespace cortexpr
