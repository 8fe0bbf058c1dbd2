/// Predictions and the loss of a batch, without training on it: the network as in inference.
#pragma once

#include <cortexpr/runtime/predictor.hpp>
#include <cortexpr/runtime/program.hpp>

namespace cortexpr::detail {

/// A network in inference and its loss, both as results.
template <const auto& net, int rows, class LossType, class T> struct RecordLoss {
  constexpr Recording operator()() const {
    Recording r;
    r.rows = rows;
    Graph& g = r.graph;
    g.element = g.parameter_storage = dtype_of<T>;
    const Value y = apply_network<std::remove_cvref_t<decltype(net)>>(net, g);
    if (g.complaint.made) return empty_recording(g.complaint, rows);
    const Target target = target_of<LossType>(y.shape(), g.element);
    const Value loss = LossType{}(y, g.leaf(Role::target, target.shape, y.batched(), target.dtype));
    if (g.complaint.made) return empty_recording(g.complaint, rows);
    g.results.push_back(y.id());
    g.results.push_back(loss.id());
    return r;
  }
};
template <const auto& net, int rows, class LossType, class T> struct LossProgram
    : FrozenProgram<RecordLoss<net, rows, LossType, T>> {
  using element = T;
};

template <class ModelType, class LossType, int rows_> class LossEvaluator;

/// As a Predictor, with memory of its own: one const Model serves many threads.
template <const auto& net, class T, class LossType, int rows_>
class LossEvaluator<Model<net, Cpu, T>, LossType, rows_> {
 public:
  using model_type = Model<net, Cpu, T>;
  using program = LossProgram<net, rows_, LossType, T>;
  static constexpr int capacity = rows_;

  LossEvaluator(const model_type& model, const LossType& loss, Threads threads = {})
      : model_(model),
        loss_(loss),
        workspace_(program::frozen.workspace_bytes),
        scratch_(scratch_bytes * static_cast<std::size_t>(threads.count)),
        barrier_(threads.count),
        team_(threads.count) {}

  /// The mean loss of `rows` samples; their predictions are then at `predictions()`.
  T operator()(const void* const* inputs, const void* target, int rows) {
    // The program reads parameters and states of a model, but has no assignments.
    auto* const parameters = const_cast<std::byte*>(model_.parameter_arena().data());
    auto* const states = const_cast<std::byte*>(model_.state_arena().data());
    run_.program = {workspace_.data(), parameters, states,  nullptr, scratch_.data(),
                    scratch_bytes,     inputs,     &target, rows,    {}};
    write_scalars<program>(run_.program, &loss_);
    team_.run(
        [](void* self, int thread, int threads) { static_cast<LossEvaluator*>(self)->walk(thread, threads); },
        this);
    return *static_cast<const T*>(address<program, program::frozen.results[1]>(run_.program));
  }
  const T* predictions() const {
    return static_cast<const T*>(address<program, program::frozen.results[0]>(run_.program));
  }

 private:
  static constexpr std::size_t scratch_bytes = program_scratch<program, NoUpdate>();

  void walk(int thread, int threads) {
    run_groups<program, NoUpdate, 0, program::frozen.group_count>(run_, thread, threads, barrier_);
  }

  const model_type& model_;
  LossType loss_;
  Arena workspace_, scratch_;
  CpuRun run_{};
  Barrier barrier_;
  Team team_;
};

}  // namespace cortexpr::detail
