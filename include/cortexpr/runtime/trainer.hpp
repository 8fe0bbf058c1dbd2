/// Training: one step is one run of a program that computes the loss, its gradients and the new parameters.
#pragma once

#include <cortexpr/runtime/accumulate.hpp>
#include <cortexpr/runtime/model.hpp>
#include <cortexpr/runtime/step.hpp>
#include <cortexpr/runtime/threads.hpp>

namespace cortexpr {

/// How far a training has come; part of a checkpoint.
struct TrainingPosition {
  std::uint64_t steps = 0;      ///< batches
  std::uint64_t updates = 0;    ///< of the parameters
  std::uint64_t epochs = 0;     ///< of all calls of `fit`: they give each epoch its order of samples
  std::uint64_t fit_epoch = 0;  ///< epochs of the present call of `fit` that are done
};

template <class ModelType, class LossType, class Optimizer, class BatchType, class Updates = EveryBatch>
class Trainer;

/// Trains a model in place. All memory is allocated here; a step allocates nothing.
/// `Trainer trainer{model, cross_entropy, adam, batch<32>};` and after the batch, in any order, options:
/// `threads(2)`, `accumulate(4)`.
template <const auto& net, class Device, class T, class LossType, class Optimizer, int rows_, class Updates>
class Trainer<Model<net, Device, T>, LossType, Optimizer, Batch<rows_>, Updates> {
 public:
  using model_type = Model<net, Device, T>;
  using loss_type = LossType;
  static constexpr bool accumulates = std::same_as<Updates, Accumulate>;
  using step_type = detail::TrainingStep<net, T, LossType, Optimizer, rows_, accumulates>;
  static constexpr int capacity = rows_;
  static constexpr bool ok = step_type::ok;

  template <class... Options>
  Trainer(model_type& model, LossType loss, Optimizer optimizer, Batch<rows_>, Options... options)
      : model_(model),
        loss_(loss),
        optimizer_(optimizer),
        updates_(detail::find_option<Updates>(options...)),
        memory_(detail::find_option<Threads>(options...).count),
        team_(detail::find_option<Threads>(options...).count) {
    static_assert(((std::same_as<Options, Threads> || std::same_as<Options, Accumulate>) && ...),
                  "Trainer{model, loss, optimizer, batch<n>, options...}: options are threads(n) and "
                  "accumulate(batches)");
  }

  /// One update from `rows` samples: inputs and targets lie one sample after another. Returns the loss before
  /// it. With accumulate(k), only every k-th call updates.
  T step(const void* const* inputs, const void* target, int rows) {
    const bool update = ++pending_ >= updates_.batches;
    const T loss =
        memory_.run(model_.parameter_arena().data(), model_.state_arena().data(), inputs, target, rows,
                    {model_.seed(), position_.steps}, &loss_, &optimizer_, team_, true, update);
    ++position_.steps;
    if (update) finish_update();
    return loss;
  }
  T step(const T* input, const void* target, int rows = rows_) {
    const void* inputs[] = {input};
    return step(inputs, target, rows);
  }

  /// Updates from gradients that were accumulated and not applied yet, if there are any.
  void apply() {
    if constexpr (accumulates) {
      if (pending_ == 0) return;
      memory_.run(model_.parameter_arena().data(), model_.state_arena().data(), nullptr, nullptr, 0,
                  {model_.seed(), position_.steps}, &loss_, &optimizer_, team_, false, true);
      finish_update();
    }
  }

  /// Calls f(TensorRef) for every tensor that the optimizer keeps between steps.
  template <class F> void for_each_optimizer_state(F f) {
    using U = detail::Tables<typename step_type::U>;
    for (const detail::LeafEntry& e : U::leaves)
      if (e.role == Role::state)
        f(TensorRef<T>{U::name(e), e.shape,
                       reinterpret_cast<T*>(memory_.optimizer_states().data() + e.offset)});
  }
  detail::Arena& optimizer_state_arena() { return memory_.optimizer_states(); }

  model_type& model() { return model_; }
  LossType& loss() { return loss_; }
  Optimizer& optimizer() { return optimizer_; }
  std::uint64_t steps() const { return position_.steps; }
  TrainingPosition& position() { return position_; }
  int threads() const { return team_.size(); }

 private:
  void finish_update() {
    pending_ = 0;
    ++position_.updates;
  }

  model_type& model_;
  LossType loss_;
  Optimizer optimizer_;
  Updates updates_;
  step_type memory_;
  detail::Team team_;
  TrainingPosition position_{};
  int pending_ = 0;  ///< batches whose gradients wait for an update
};

template <const auto& net, class Device, class T, class LossType, class Optimizer, int rows, class... More>
Trainer(Model<net, Device, T>&, LossType, Optimizer, Batch<rows>, More...)
    -> Trainer<Model<net, Device, T>, LossType, Optimizer, Batch<rows>,
               std::conditional_t<detail::is_given<Accumulate, More...>, Accumulate, EveryBatch>>;

}  // namespace cortexpr
