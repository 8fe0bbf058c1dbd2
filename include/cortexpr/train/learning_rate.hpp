/// The learning rate of an optimizer, and schedules that change it.
#pragma once

#include <cortexpr/train/callback.hpp>
#include <utility>

namespace cortexpr {

namespace detail {
/// Where an optimizer has its learning rate; nullptr if it has none.
template <class Optimizer> float* learning_rate(Optimizer& optimizer) {
  if constexpr (requires { optimizer.learning_rate = 0.f; })
    return &optimizer.learning_rate;
  else if constexpr (requires { optimizer.last(); })
    return learning_rate(optimizer.last());
  else
    return nullptr;
}

template <class Schedule> struct LearningRateSchedule {
  Schedule schedule;
  template <class TrainerType> void operator()(TrainerType& trainer, const Progress& p) {
    constexpr bool optimizer_has_a_learning_rate = requires { trainer.optimizer().learning_rate; } ||
                                                   requires { trainer.optimizer().last().learning_rate; };
    static_assert(optimizer_has_a_learning_rate,
                  "learning_rate_schedule: the optimizer has no member learning_rate");
    if constexpr (optimizer_has_a_learning_rate)
      if (p.moment == Moment::step_begin)
        *learning_rate(trainer.optimizer()) = schedule(static_cast<long>(trainer.position().updates));
  }
};
}  // namespace detail

/// A callback that sets the learning rate before each step: `learning_rate_schedule(cosine_decay(1e-3f,
/// 1000))`. A schedule is a callable from the number of updates made (0, 1, ...) to a rate.
template <class Schedule> constexpr auto learning_rate_schedule(Schedule schedule) {
  return detail::LearningRateSchedule<Schedule>{std::move(schedule)};
}

}  // namespace cortexpr
