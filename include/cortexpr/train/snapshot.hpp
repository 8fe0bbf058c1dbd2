/// A copy of everything that training changes, to return to.
#pragma once

#include <cortexpr/runtime/arena.hpp>
#include <cortexpr/runtime/trainer.hpp>
#include <cstring>

namespace cortexpr::detail {

class Snapshot {
 public:
  /// Copies parameters and states of the model; `optimizer`: its tensors too. Allocates the first time only.
  template <class TrainerType> void take(TrainerType& trainer, bool optimizer) {
    copy(trainer.model().parameter_arena(), parameters_);
    copy(trainer.model().state_arena(), states_);
    if (optimizer) copy(trainer.optimizer_state_arena(), optimizer_states_);
    taken_ = true;
  }
  /// Copies back what was taken.
  template <class TrainerType> void restore(TrainerType& trainer) const {
    put(parameters_, trainer.model().parameter_arena());
    put(states_, trainer.model().state_arena());
    put(optimizer_states_, trainer.optimizer_state_arena());
  }
  bool taken() const { return taken_; }

 private:
  static void copy(const Arena& from, Arena& to) {
    if (to.bytes() != from.bytes())
      to = from;
    else
      std::memcpy(to.data(), from.data(), from.bytes());
  }
  static void put(const Arena& from, Arena& to) {
    if (from.data() && from.bytes() == to.bytes()) std::memcpy(to.data(), from.data(), from.bytes());
  }

  Arena parameters_{}, states_{}, optimizer_states_{};
  bool taken_ = false;
};

}  // namespace cortexpr::detail
