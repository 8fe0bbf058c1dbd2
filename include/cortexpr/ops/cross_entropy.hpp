/// Softmax and cross-entropy as one op, safe for logits of any finite size; it is what the loss
/// `cross_entropy` records.
///
///   logits [..., classes], target int [...] or probabilities [..., classes], smoothing [] -> [...]
/// With smoothing s the target distribution is (1 - s) * target + s / classes (Szegedy et al. 2016, section
/// 7).
#pragma once

#include <cortexpr/ops/softmax.hpp>

namespace cortexpr {

namespace detail {

constexpr Value cross_entropy_slope(Value logits, Value target, Value smoothing);

/// The smoothed probability of class i.
template <class T> constexpr T target_probability(const ReferenceCall<T>& c, std::size_t run, std::size_t i,
                                                  std::size_t classes) {
  const bool is_index = c.shape(1).rank < c.shape(0).rank;
  const T given = is_index ? (static_cast<std::size_t>(c.input(1)[run]) == i ? T(1) : T(0))
                           : c.input(1)[run * classes + i];
  const T s = c.input(2)[0];
  return given * (T(1) - s) + s / static_cast<T>(classes);
}

struct CrossEntropyReference {
  template <class T> static constexpr void run(const ReferenceCall<T>& c) {
    const auto n = static_cast<std::size_t>(c.shape(0).last());
    for_each_softmax(c, [&](std::size_t first, T largest, T total) {
      T loss = 0;
      const T log_total = math::log(total);
      for (std::size_t i = 0; i < n; ++i)
        loss -= target_probability(c, first / n, i, n) * (c.input(0)[first + i] - largest - log_total);
      c.output[first / n] = loss;
    });
  }
};
struct CrossEntropySlopeReference {
  template <class T> static constexpr void run(const ReferenceCall<T>& c) {
    const auto n = static_cast<std::size_t>(c.shape(0).last());
    for_each_softmax(c, [&](std::size_t first, T largest, T total) {
      for (std::size_t i = 0; i < n; ++i)
        c.output[first + i] =
            math::exp(c.input(0)[first + i] - largest) / total - target_probability(c, first / n, i, n);
    });
  }
};

}  // namespace detail

constexpr Value softmax_cross_entropy(Value logits, Value target, Value smoothing);

constexpr void cross_entropy_gradient(Backward& b) {
  const Value x = b.input(0), target = b.input(1), smoothing = b.input(2);
  Shape column = b.dy().shape();
  column.append(1);
  const Value dy = reshape(b.dy(), column);
  if (b.wants(0)) b.add(0, detail::cross_entropy_slope(x, target, smoothing) * dy);
  if (b.wants(1) && target.rank() == x.rank()) b.add(1, (logsumexp(x) - x) * (1.0 - smoothing) * dy);
  if (b.wants(2))
    b.add(2, (reshape(logsumexp(x) - mean(x, {-1}, keep_axes), b.dy().shape()) -
              softmax_cross_entropy(x, target, x.constant(0.0))) *
                 b.dy());
}
inline constexpr Op cross_entropy_op{.name = "cross_entropy",
                                     .gradient = cross_entropy_gradient,
                                     .reference = reference_of<detail::CrossEntropyReference>(),
                                     .onnx = "SoftmaxCrossEntropyLoss"};

/// softmax(logits) - target: the derivative of cross_entropy by its logits.
constexpr void cross_entropy_slope_gradient(Backward& b) {
  const Value x = b.input(0), target = b.input(1), smoothing = b.input(2), p = detail::softmax(x);
  b.add(0, (b.dy() - sum(b.dy() * p, {-1}, keep_axes)) * p);
  if (b.wants(1) && target.rank() == x.rank()) b.add(1, b.dy() * (smoothing - 1.0));
  if (b.wants(2))
    b.add(2, b.dy() * (p - detail::cross_entropy_slope(x, target, x.constant(0.0)) - 1.0 / x.last()));
}
inline constexpr Op cross_entropy_slope_op{.name = "cross_entropy_slope",
                                           .gradient = cross_entropy_slope_gradient,
                                           .reference = reference_of<detail::CrossEntropySlopeReference>()};

constexpr Value detail::cross_entropy_slope(Value logits, Value target, Value smoothing) {
  return logits.graph().emit(cross_entropy_slope_op, logits.shape(), logits.batched(), logits.dtype(),
                             {logits, target, smoothing});
}

/// The loss of each position; see the head of this file.
constexpr Value softmax_cross_entropy(Value logits, Value target, Value smoothing) {
  Shape shape = logits.shape();
  if (shape.rank > 0) --shape.rank;
  return logits.graph().emit(cross_entropy_op, shape, logits.batched(), logits.dtype(),
                             {logits, target, smoothing});
}

}  // namespace cortexpr
