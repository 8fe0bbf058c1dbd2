/// What a model does with a whole data set: metrics, losses, predictions.
#pragma once

#include <cortexpr/runtime/predictor.hpp>
#include <cortexpr/train/feed.hpp>
#include <cortexpr/train/loss_evaluator.hpp>
#include <cortexpr/train/metrics/metric.hpp>
#include <tuple>
#include <vector>

namespace cortexpr {

namespace detail {

/// How many samples at a time.
inline constexpr int evaluation_rows = 64;

/// Calls f(first, rows) for one batch after the other.
template <class F> void for_each_batch(std::size_t samples, F f) {
  for (std::size_t first = 0; first < samples; first += evaluation_rows) {
    const std::size_t left = samples - first;
    f(first, left < evaluation_rows ? static_cast<int>(left) : evaluation_rows);
  }
}

/// Whether a metric can compare what a network gives with the targets of a data set.
template <class M, class Shapes, class Data> struct MetricCheck {
  static constexpr DType type = dtype_of<typename Data::TargetElement>;
  static constexpr bool ok = M::fits(Shapes::output_shape(), Data::target_shape(), type);
  static constexpr Complaint complaint = [] {
    Complaint c;
    c.where.append("this metric");
    c.expected.append("an axis of classes; targets that are class indices, or one-hot");
    c.found.append(Shapes::output_shape()).append(" with targets ");
    append_kind(c.found, Data::target_shape(), type);
    c.remedy.append("evaluate with the loss, or change the targets");
    c.made = !ok;
    return c;
  }();
};

template <class M, class Shapes, class Data> constexpr bool require_metric() {
  using Check = MetricCheck<M, Shapes, Data>;
  using metric_fits [[maybe_unused]] = typename decltype(verdict<Check>())::program;
  return Check::ok;
}

/// One pass over the data for all metrics.
template <class ModelType, class Data, class... M>
auto evaluate_metrics(const ModelType& model, const Data& data, const M&... metrics) {
  using T = typename ModelType::element;
  Predictor predictor{model, batch<evaluation_rows>};
  using Shapes = decltype(predictor);
  using P = typename Shapes::program;
  using Check = InputCheck<P, Data>;
  using data_fit [[maybe_unused]] = typename decltype(verdict<Check>())::program;
  auto sums = std::tuple(metrics.begin(Shapes::output_shape())...);
  if constexpr (Check::ok && (require_metric<M, Shapes, Data>() && ...)) {
    check_tokens<P>(data);
    check_labels(data, Shapes::output_shape().last());
    Feed<Data, T> feed(evaluation_rows);
    for_each_batch(data.size(), [&](std::size_t first, int rows) {
      feed.load_rows(data, first, rows);
      const Scored<T, typename Feed<Data, T>::Target> scored{
          predictor(feed.inputs(), rows), Shapes::output_shape(), feed.targets(), Data::target_shape(), rows};
      std::apply([&](auto&... sum) { (sum.add(scored), ...); }, sums);
    });
  }
  return std::apply([](auto&... sum) { return std::tuple(sum.result()...); }, sums);
}

/// The mean over all samples of a loss.
template <class ModelType, class Data, class LossType>
auto evaluate_loss(const ModelType& model, const Data& data, const LossType& loss) {
  using T = typename ModelType::element;
  LossEvaluator<ModelType, LossType, evaluation_rows> evaluator(model, loss);
  using P = typename decltype(evaluator)::program;
  using Check = DataCheck<P, Data>;
  using data_fit [[maybe_unused]] = typename decltype(verdict<Check>())::program;
  double total = 0;
  if constexpr (Check::ok) {
    check_tokens<P>(data);
    check_labels(data, Predictor<ModelType, Batch<1>>::output_shape().last());
    Feed<Data, T> feed(evaluation_rows);
    for_each_batch(data.size(), [&](std::size_t first, int rows) {
      feed.load_rows(data, first, rows);
      total += static_cast<double>(evaluator(feed.inputs(), feed.targets(), rows)) * rows;
    });
  }
  return static_cast<T>(data.empty() ? 0 : total / static_cast<double>(data.size()));
}

}  // namespace detail

/// A metric of a model's predictions for a data set: `evaluate(model, test, accuracy)` is a float,
/// `evaluate(model, test, cross_entropy)` the mean loss (any loss will do). Errors: labels that are no class
/// of the network.
template <const auto& net, class Device, class T, class Data, class M>
auto evaluate(const Model<net, Device, T>& model, const Data& data, const M& metric) {
  constexpr bool what_to_measure_is_a_metric_or_a_loss = Metric<M> || Loss<M>;
  static_assert(what_to_measure_is_a_metric_or_a_loss,
                "evaluate(model, data, what): what is neither a metric nor a loss");
  if constexpr (Metric<M>)
    return std::get<0>(detail::evaluate_metrics(model, data, metric));
  else if constexpr (Loss<M>)
    return detail::evaluate_loss(model, data, metric);
}

/// Several metrics in one pass: `auto [share, matrix] = evaluate(model, test, accuracy, confusion_matrix)`.
template <const auto& net, class Device, class T, class Data, Metric... M> requires(sizeof...(M) > 1)
auto evaluate(const Model<net, Device, T>& model, const Data& data, const M&... metrics) {
  return detail::evaluate_metrics(model, data, metrics...);
}

/// The predictions for all samples of a data set, each a Tensor.
template <const auto& net, class Device, class T, class Data> requires requires {
  typename Data::InputElement;
} auto predict(const Model<net, Device, T>& model, const Data& data) {
  Predictor predictor{model, batch<detail::evaluation_rows>};
  using P = typename decltype(predictor)::program;
  using Result = detail::result_tensor<P>;
  std::vector<Result> results;
  using Check = detail::InputCheck<P, Data>;
  using data_fit [[maybe_unused]] = typename decltype(detail::verdict<Check>())::program;
  if constexpr (Check::ok) {
    detail::check_tokens<P>(data);
    results.reserve(data.size());
    detail::Feed<Data, T> feed(detail::evaluation_rows);
    constexpr std::size_t size = decltype(predictor)::output_shape().size();
    detail::for_each_batch(data.size(), [&](std::size_t first, int rows) {
      feed.load_rows(data, first, rows);
      const T* const y = predictor(feed.inputs(), rows);
      for (std::size_t row = 0; row < static_cast<std::size_t>(rows); ++row) {
        Result& result = results.emplace_back();
        for (std::size_t k = 0; k < size; ++k) result.data()[k] = y[row * size + k];
      }
    });
  }
  return results;
}

}  // namespace cortexpr
