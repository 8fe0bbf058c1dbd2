/// Training over a data set, epoch by epoch.
#pragma once

#include <cortexpr/core/random.hpp>
#include <cortexpr/data/dataset.hpp>
#include <cortexpr/runtime/trainer.hpp>
#include <cortexpr/train/callback.hpp>
#include <cortexpr/train/clock.hpp>
#include <cortexpr/train/evaluate.hpp>
#include <cortexpr/train/feed.hpp>
#include <cortexpr/train/learning_rate.hpp>
#include <cortexpr/train/metrics/any_metric.hpp>
#include <string>
#include <vector>

namespace cortexpr {

template <class TrainerType, class Data> struct FitOptions {
  using metric = AnyMetric<typename TrainerType::model_type::element,
                           typename detail::Feed<Data, typename TrainerType::model_type::element>::Target>;

  int epochs = 1;
  float validation_split =
      0;                ///< in [0, 1): the share of the data that is kept for validation, drawn by the seed
  Data validation{};    ///< data for validation, instead of a split
  bool shuffle = true;  ///< a new order of the samples for each epoch, drawn by the model's seed
  std::vector<metric> metrics{};  ///< of the validation data: `{accuracy, top_k<3>}`
  std::vector<Callback<TrainerType>> callbacks{};
};

namespace detail {

/// A seed that depends on two numbers.
constexpr std::uint64_t mixed_seed(std::uint64_t seed, std::uint64_t number) {
  const Words4 words = random_words({.seed = seed, .stream = shuffle_stream, .step = number}, 1);
  return (std::uint64_t{words[0]} << 32) | words[1];
}

/// One call of `fit`.
template <class TrainerType, class Data> class Fitting {
  using model_type = typename TrainerType::model_type;
  using T = typename model_type::element;
  using Options = FitOptions<TrainerType, Data>;
  using Validator = LossEvaluator<model_type, typename TrainerType::loss_type, evaluation_rows>;
  static constexpr Shape output_shape = Predictor<model_type, Batch<1>>::output_shape();

 public:
  Fitting(TrainerType& trainer, const Data& data, const Options& options)
      : trainer_(trainer),
        options_(options),
        training_(data),
        validation_(options.validation),
        feed_(TrainerType::capacity) {
    check_options();
    if (options.validation_split > 0) {
      const auto parts = data.shuffled(mixed_seed(trainer.model().seed(), ~0ull))
                             .split(static_cast<double>(options.validation_split));
      validation_ = parts.first;
      training_ = parts.second;
    }
    if (training_.empty()) fail("fit: there are no samples to learn from");
    check(training_);
    check(validation_);
    order_.resize(training_.size());
    for (const auto& m : options.metrics) history_.metric_names.push_back(m.name());
    history_.epochs.reserve(static_cast<std::size_t>(options.epochs));
  }

  History run() {
    const auto first = static_cast<int>(trainer_.position().fit_epoch);
    progress_.epochs = options_.epochs;
    progress_.samples = training_.size();
    progress_.steps = (training_.size() + rows - 1) / rows;
    const double begin = seconds_now();
    bool go_on = tell(Moment::begin);
    for (int epoch = first; epoch < options_.epochs && go_on; ++epoch) go_on = run_epoch(epoch);
    trainer_.position().fit_epoch = 0;
    progress_.seconds = seconds_now() - begin;
    tell(Moment::end);
    return history_;
  }

 private:
  static constexpr std::size_t rows = TrainerType::capacity;

  void check_options() const {
    const auto require = [](bool good, const char* option, const char* expected, const std::string& found) {
      if (!good)
        fail({.what = "an option of fit is out of range",
              .tensor = option,
              .expected = expected,
              .found = found});
    };
    require(options_.epochs >= 0, "epochs", "0 or more", std::to_string(options_.epochs));
    require(options_.validation_split >= 0 && options_.validation_split < 1, "validation_split", "in [0, 1)",
            std::to_string(options_.validation_split));
    require(options_.validation_split == 0 || options_.validation.empty(), "validation",
            "validation data or a validation split", "both");
    require(options_.metrics.empty() || options_.validation_split > 0 || !options_.validation.empty(),
            "metrics", "validation data to measure them on", "none");
    for (const auto& m : options_.metrics)
      require(m.fits(output_shape, Data::target_shape()), "metrics",
              "metrics that can compare prediction and target", m.name());
  }
  static void check(const Data& data) {
    check_tokens<typename TrainerType::step_type::P>(data);
    check_labels(data, output_shape.last());
  }

  bool run_epoch(int epoch) {
    const double begin = seconds_now();
    progress_.epoch = epoch + 1;
    progress_.step = progress_.sample = 0;
    progress_.loss = progress_.step_loss = 0;
    progress_.seconds = 0;
    choose_order();
    bool go_on = tell(Moment::epoch_begin);
    double total = 0;
    while (go_on && progress_.sample < training_.size()) {
      go_on = run_step(total, begin);
    }
    trainer_.apply();
    ++trainer_.position().epochs;
    trainer_.position().fit_epoch = static_cast<std::uint64_t>(epoch + 1);
    record(begin);
    return tell(Moment::epoch_end) && go_on;
  }

  bool run_step(double& total, double begin) {
    const std::size_t left = training_.size() - progress_.sample, count = left < rows ? left : rows;
    for (std::size_t row = 0; row < count; ++row)
      feed_.load(training_, order_[progress_.sample + row], static_cast<int>(row));
    progress_.inputs = feed_.inputs();
    progress_.target = feed_.targets();
    progress_.rows = static_cast<int>(count);
    ++progress_.step;
    bool go_on = tell(Moment::step_begin);
    const T loss = trainer_.step(feed_.inputs(), feed_.targets(), static_cast<int>(count));
    total += static_cast<double>(loss) * static_cast<double>(count);
    progress_.sample += count;
    progress_.step_loss = static_cast<float>(loss);
    progress_.loss = static_cast<float>(total / static_cast<double>(progress_.sample));
    progress_.seconds = seconds_now() - begin;
    go_on = tell(Moment::step_end) && go_on;
    progress_.inputs = nullptr;
    progress_.target = nullptr;
    progress_.rows = 0;
    return go_on;
  }

  /// The order depends on the seed and the number of the epoch only, so that a resumed training finds it
  /// again.
  void choose_order() {
    for (std::size_t i = 0; i < order_.size(); ++i) order_[i] = static_cast<std::uint32_t>(i);
    if (options_.shuffle) shuffle(order_, mixed_seed(trainer_.model().seed(), trainer_.position().epochs));
  }

  void record(double begin) {
    EpochRecord& r = history_.epochs.emplace_back();
    r.epoch = progress_.epoch;
    r.loss = progress_.loss;
    r.learning_rate = progress_.learning_rate;
    if (!validation_.empty()) validate(r);
    r.seconds = progress_.seconds = seconds_now() - begin;
  }

  void validate(EpochRecord& r) {
    Validator validator(trainer_.model(), trainer_.loss(), Threads{trainer_.threads()});
    Feed<Data, T> feed(evaluation_rows);
    for (const auto& m : options_.metrics) m.begin(output_shape);
    double total = 0;
    for_each_batch(validation_.size(), [&](std::size_t first, int count) {
      feed.load_rows(validation_, first, count);
      total += static_cast<double>(validator(feed.inputs(), feed.targets(), count)) * count;
      for (const auto& m : options_.metrics)
        m.add({validator.predictions(), output_shape, feed.targets(), Data::target_shape(), count});
    });
    r.validation_loss = static_cast<float>(total / static_cast<double>(validation_.size()));
    for (const auto& m : options_.metrics) r.metrics.push_back(m.result());
  }

  /// Calls every callback, whatever the others answer.
  bool tell(Moment moment) {
    progress_.moment = moment;
    if (const float* rate = learning_rate(trainer_.optimizer())) progress_.learning_rate = *rate;
    bool go_on = true;
    for (const Callback<TrainerType>& callback : options_.callbacks)
      go_on = callback(trainer_, progress_) && go_on;
    return go_on;
  }

  TrainerType& trainer_;
  const Options& options_;
  Data training_, validation_;
  Feed<Data, T> feed_;
  std::vector<std::uint32_t> order_;
  History history_{};
  Progress progress_{.history = history_};
};

}  // namespace detail

/// Trains for so many epochs over the samples of a data set, whose inputs and targets have to be those of the
/// network and its loss. The last batch of an epoch may be a partial one. The same seed gives the same bits.
/// Options: FitOptions. Errors: options out of range, no samples, labels that are no class of the network.
template <class TrainerType, class Data>
History fit(TrainerType& trainer, const Data& data, FitOptions<TrainerType, Data> options = {}) {
  using Check = detail::DataCheck<typename TrainerType::step_type::P, Data>;
  using data_fit [[maybe_unused]] = typename decltype(detail::verdict<Check>())::program;
  if constexpr (TrainerType::ok && Check::ok)
    return detail::Fitting<TrainerType, Data>(trainer, data, options).run();
  return {};
}

}  // namespace cortexpr
