/// A training step on the CPU: the network's program and the optimizer's, joined.
///
/// The optimizer is recorded on all parameters as one vector. Where its program is one elementwise group
/// beside scalars, it is split: each parameter is updated in the group that makes its gradient, where the
/// gradient is still in registers, and those for which that is impossible are updated afterwards. Otherwise
/// all of it runs afterwards.
#pragma once

#include <cortexpr/graph/tables.hpp>
#include <cortexpr/kernels/cpu/denormals.hpp>
#include <cortexpr/kernels/cpu/run.hpp>
#include <cortexpr/runtime/arena.hpp>
#include <cortexpr/runtime/program.hpp>
#include <cortexpr/runtime/threads.hpp>

namespace cortexpr::detail {

/// An optimizer's program, and whether it splits.
template <class Optimizer, int count, class T> struct Update : UpdateProgram<Optimizer, count, T> {
  using Base = UpdateProgram<Optimizer, count, T>;
  static constexpr const auto& f = Base::frozen;

  /// The group that updates the parameters: the last one.
  static constexpr int main_group = f.group_count - 1;

  /// Only the main group reads the gradient, and it does nothing but elementwise work on whole vectors.
  static constexpr bool splits = [] {
    if (!Base::ok || f.group_count == 0) return false;
    const Group& main = f.group(main_group);
    if (main.anchor >= 0 || main.shape.rank != 1) return false;
    for (int k = 0; k < main_group; ++k)
      if (f.group(k).anchor >= 0 || f.group(k).shape.rank != 0) return false;
    return true;
  }();
};

/// `accumulates`: gradients are summed over several runs, and only some of them update.
template <const auto& net, class T, class LossType, class Optimizer, int rows, bool accumulates = false>
class TrainingStep {
  static constexpr const auto& layout = Program<net, Mode::inference, 1, NoLoss, T>::frozen;
  static constexpr int count = static_cast<int>(layout.parameter_bytes / sizeof(T));

 public:
  using U = Update<Optimizer, count, T>;
  using P = Program<net, Mode::training, rows, LossType, T, U::splits && !accumulates>;
  static constexpr bool ok = P::ok && U::ok;

  explicit TrainingStep(int threads)
      : workspace_(P::frozen.workspace_bytes),
        update_workspace_(U::frozen.workspace_bytes),
        optimizer_states_(U::frozen.state_bytes),
        gradients_(P::frozen.parameter_bytes),
        sums_(accumulates ? P::frozen.parameter_bytes : 0),
        scratch_(scratch_bytes * static_cast<std::size_t>(threads)),
        barrier_(threads) {
    for (const LeafEntry& e : Tables<U>::leaves)
      if (e.role == Role::state)
        for (std::size_t k = 0; k < e.shape.size(); ++k)
          reinterpret_cast<T*>(optimizer_states_.data() + e.offset)[k] = static_cast<T>(e.initial.a);
  }

  /// Runs the network and its gradients (where `forward`), then updates the parameters (where `update`).
  T run(std::byte* parameters, std::byte* states, const void* const* inputs, const void* target,
        int rows_in_use, RandomState random, const void* loss, const void* optimizer, Team& team,
        bool forward = true, bool update = true) {
    forward_ = forward;
    update_ = update;
    if (forward) sum_weight_ += static_cast<T>(rows_in_use);
    run_.program = {workspace_.data(), parameters, states,  gradients_.data(), scratch_.data(),
                    scratch_bytes,     inputs,     &target, rows_in_use,       random};
    gradient_pointer_ = gradients_.data();
    run_.update = {update_workspace_.data(),
                   parameters,
                   optimizer_states_.data(),
                   nullptr,
                   scratch_.data(),
                   scratch_bytes,
                   &gradient_pointer_,
                   nullptr,
                   1,
                   random};
    write_scalars<P>(run_.program, loss);
    write_scalars<U>(run_.update, optimizer);
    team.run(
        [](void* self, int thread, int threads) { static_cast<TrainingStep*>(self)->walk(thread, threads); },
        this);
    if (update) sum_weight_ = 0;
    return *static_cast<const T*>(address<P, P::frozen.results[0]>(run_.program));
  }

  Arena& optimizer_states() { return optimizer_states_; }
  const Arena& gradients() const { return gradients_; }

 private:
  static constexpr std::size_t scratch_bytes = [] {
    const std::size_t a = program_scratch<P, U>(), b = program_scratch<U, NoUpdate>();
    return a > b ? a : b;
  }();

  void walk(int thread, int threads) {
    const FlushDenormals flush;
    const CpuRun update{run_.update, {}};
    if constexpr (accumulates) {
      if (forward_) {
        run_groups<P, NoUpdate, 0, P::frozen.group_count>(run_, thread, threads, barrier_);
        add_gradients(thread, threads);
      }
      if (!update_) return;
      average_gradients(thread, threads);
      barrier_.wait();
      run_groups<U, NoUpdate, 0, U::frozen.group_count>(update, thread, threads, barrier_);
    } else if constexpr (U::splits) {
      run_groups<U, NoUpdate, 0, U::main_group>(update, thread, threads, barrier_);
      run_groups<P, U, 0, P::frozen.group_count>(run_, thread, threads, barrier_);
      update_rest(thread, threads);
    } else {
      run_groups<P, NoUpdate, 0, P::frozen.group_count>(run_, thread, threads, barrier_);
      run_groups<U, NoUpdate, 0, U::frozen.group_count>(update, thread, threads, barrier_);
    }
  }

  /// Gradients are means over the rows of a batch: weighted by rows, their sum is as good as that of one
  /// batch.
  void add_gradients(int thread, int threads) {
    const T weight = static_cast<T>(run_.program.rows);
    const T* const gradient = reinterpret_cast<const T*>(gradients_.data());
    T* const sum = reinterpret_cast<T*>(sums_.data());
    for (int i = share(thread, threads); i < share(thread + 1, threads); ++i) sum[i] += weight * gradient[i];
  }
  void average_gradients(int thread, int threads) {
    T* const gradient = reinterpret_cast<T*>(gradients_.data());
    T* const sum = reinterpret_cast<T*>(sums_.data());
    for (int i = share(thread, threads); i < share(thread + 1, threads); ++i) {
      gradient[i] = sum[i] / sum_weight_;
      sum[i] = 0;
    }
  }
  /// Where a thread's part of all parameters begins.
  static int share(int thread, int threads) {
    return static_cast<int>(static_cast<long long>(count) * thread / threads);
  }

  /// Parameters whose gradients were stored.
  void update_rest(int thread, int threads) {
    using Call = CpuCall<U, U::main_group, NoUpdate>;
    const CpuRun update{run_.update, {}};
    const auto all = Call{update, thread, threads}.epilogue();
    for (const LeafEntry& e : Tables<P>::leaves) {
      if (e.role != Role::parameter || e.consumed) continue;
      auto part = all;
      for (int k = 0; k < Call::operand_count; ++k)
        if (Call::load_moves[k]) part.load[k] = static_cast<const std::byte*>(all.load[k]) + e.offset;
      for (int k = 0; k < Call::store_count; ++k)
        part.store[k] = static_cast<std::byte*>(all.store[k]) + e.offset;
      run_on_cpu<Map<typename Call::Code>>(part, std::ptrdiff_t{1},
                                           static_cast<std::ptrdiff_t>(e.shape.size()), thread, threads);
    }
  }

  Arena workspace_, update_workspace_, optimizer_states_, gradients_, sums_, scratch_;
  CpuRun run_{};
  const void* gradient_pointer_ = nullptr;
  T sum_weight_ = 0;  ///< the samples whose gradients are in sums_
  bool forward_ = true, update_ = true;
  Barrier barrier_;
};

}  // namespace cortexpr::detail
