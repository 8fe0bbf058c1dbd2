/// A callback that ends a training which gets no better (Prechelt, "Early stopping - but when?", 1998).
#pragma once

#include <cortexpr/train/callback.hpp>
#include <cortexpr/train/snapshot.hpp>

namespace cortexpr {

struct EarlyStoppingOptions {
  int patience = 5;          ///< epochs without improvement until it stops
  float min_delta = 0;       ///< an improvement is larger than that
  bool restore_best = true;  ///< in the end, parameters and states are those of the best epoch
};

namespace detail {

/// Watches the validation loss, or, without validation data, the loss.
class EarlyStopping {
 public:
  explicit EarlyStopping(const EarlyStoppingOptions& options) : options_(options) {}

  template <class TrainerType> Continue operator()(TrainerType& trainer, const Progress& p) {
    if (p.moment == Moment::begin) {
      waited_ = 0;
      best_ = std::numeric_limits<float>::infinity();
      copy_ = {};
    }
    if (p.moment == Moment::end && options_.restore_best && copy_.taken()) copy_.restore(trainer);
    return p.moment == Moment::epoch_end ? judge(trainer, p.history.back()) : Continue::yes;
  }

 private:
  template <class TrainerType> Continue judge(TrainerType& trainer, const EpochRecord& epoch) {
    const float loss = epoch.validation_loss == epoch.validation_loss ? epoch.validation_loss : epoch.loss;
    if (loss < best_ - options_.min_delta) {
      best_ = loss;
      waited_ = 0;
      if (options_.restore_best) copy_.take(trainer, false);
      return Continue::yes;
    }
    return ++waited_ < options_.patience ? Continue::yes : Continue::no;
  }

  EarlyStoppingOptions options_;
  Snapshot copy_{};
  float best_ = std::numeric_limits<float>::infinity();
  int waited_ = 0;
};

}  // namespace detail

/// `early_stopping({.patience = 3})`.
inline detail::EarlyStopping early_stopping(const EarlyStoppingOptions& options = {}) {
  return detail::EarlyStopping(options);
}

}  // namespace cortexpr
