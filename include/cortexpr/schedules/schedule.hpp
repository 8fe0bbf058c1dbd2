/// Learning rates that change with the step: constexpr callables from the step number (0, 1, ...) to a rate.
#pragma once

#include <cortexpr/core/math.hpp>

namespace cortexpr {

/// The same rate always.
constexpr auto constant_rate(float rate) {
  return [rate](long) { return rate; };
}
/// rate * factor^(step / every), in whole steps of `every`.
constexpr auto step_decay(float rate, float factor, long every) {
  return
      [=](long step) { return rate * static_cast<float>(math::pow(double(factor), double(step / every))); };
}
/// rate * factor^(step / every).
constexpr auto exponential_decay(float rate, float factor, long every) {
  return [=](long step) {
    return rate * static_cast<float>(math::pow(double(factor), double(step) / double(every)));
  };
}
/// From rate down to `floor` over `steps` steps on half a cosine (Loshchilov & Hutter 2017).
constexpr auto cosine_decay(float rate, long steps, float floor = 0) {
  return [=](long step) {
    const double share = step >= steps ? 1 : double(step) / double(steps);
    return floor + (rate - floor) * static_cast<float>(0.5 * (1 + math::cos(3.141592653589793 * share)));
  };
}
/// From almost nothing up to the other schedule's rate over the first `steps` steps, then that schedule
/// (Goyal et al. 2017).
template <class Schedule> constexpr auto warm_up(long steps, Schedule then) {
  return [=](long step) {
    return step < steps ? then(0L) * static_cast<float>(step + 1) / static_cast<float>(steps)
                        : then(step - steps);
  };
}

}  // namespace cortexpr
