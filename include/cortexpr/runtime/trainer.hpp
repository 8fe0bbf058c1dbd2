/// Training: one step is one run of a program that computes the loss, its gradients and the new parameters.
#pragma once

#include <cortexpr/runtime/model.hpp>
#include <cortexpr/runtime/step.hpp>
#include <cortexpr/runtime/threads.hpp>

namespace cortexpr {

template <class ModelType, class LossType, class Optimizer, class BatchType> class Trainer;

/// Trains a model in place. All memory is allocated here; a step allocates nothing.
template <const auto& net, class Device, class T, class LossType, class Optimizer, int rows_>
class Trainer<Model<net, Device, T>, LossType, Optimizer, Batch<rows_>> {
 public:
  using model_type = Model<net, Device, T>;
  using loss_type = LossType;
  using step_type = detail::TrainingStep<net, T, LossType, Optimizer, rows_>;
  static constexpr int capacity = rows_;
  static constexpr bool ok = step_type::ok;

  Trainer(model_type& model, LossType loss, Optimizer optimizer, Batch<rows_>, Threads threads = {})
      : model_(model),
        loss_(loss),
        optimizer_(optimizer),
        memory_(threads.count),
        team_(threads.count) {}

  /// One update from `rows` samples: inputs and targets lie one sample after another. Returns the loss before
  /// it.
  T step(const void* const* inputs, const void* target, int rows) {
    const T loss = memory_.run(model_.parameter_arena().data(), model_.state_arena().data(), inputs, target,
                               rows, {model_.seed(), steps_}, &loss_, &optimizer_, team_);
    ++steps_;
    return loss;
  }
  T step(const T* input, const void* target, int rows = rows_) {
    const void* inputs[] = {input};
    return step(inputs, target, rows);
  }

  model_type& model() { return model_; }
  LossType& loss() { return loss_; }
  Optimizer& optimizer() { return optimizer_; }
  std::uint64_t steps() const { return steps_; }
  int threads() const { return team_.size(); }

 private:
  model_type& model_;
  LossType loss_;
  Optimizer optimizer_;
  step_type memory_;
  detail::Team team_;
  std::uint64_t steps_ = 0;
};

template <const auto& net, class Device, class T, class LossType, class Optimizer, int rows, class... More>
Trainer(Model<net, Device, T>&, LossType, Optimizer, Batch<rows>, More...)
    -> Trainer<Model<net, Device, T>, LossType, Optimizer, Batch<rows>>;

}  // namespace cortexpr
