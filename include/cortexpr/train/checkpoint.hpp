/// A callback that writes checkpoints, from which `resume` continues bit for bit.
#pragma once

#include <cortexpr/io/checkpoint.hpp>
#include <cortexpr/train/callback.hpp>
#include <string>
#include <utility>

namespace cortexpr {

struct CheckpointOptions {
  int every = 1;  ///< epochs between two checkpoints; the last epoch always gets one
};

namespace detail {
struct Checkpoint {
  std::string path;
  CheckpointOptions options;
  template <class TrainerType> void operator()(TrainerType& trainer, const Progress& p) const {
    if (p.moment != Moment::epoch_end) return;
    if (p.epoch == p.epochs || p.epoch % (options.every < 1 ? 1 : options.every) == 0)
      save_checkpoint(trainer, path);
  }
};
}  // namespace detail

/// `{.callbacks = {checkpoint("mlp.checkpoint", {.every = 10})}}`; to continue,
/// `resume(trainer, "mlp.checkpoint")` before the same `fit`. What callbacks remember (the best epoch of
/// early stopping, say) is not part of a checkpoint.
inline detail::Checkpoint checkpoint(std::string path, const CheckpointOptions& options = {}) {
  return {std::move(path), options};
}

}  // namespace cortexpr
