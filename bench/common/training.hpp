/// One training of ours: Adam on the pictures of digits.hpp, `<program> [threads] [seconds]`.
#pragma once

#include <cortexpr/cortexpr.hpp>
#include <string>

#include "allocations.hpp"
#include "digits.hpp"
#include "measure.hpp"

namespace bench {

/// Trains `net` on batches of `batch_size` rows, `steps` of them a pass, and prints the lines of `work`.
template <const auto& net, int batch_size>
int train(const std::string& work, int steps, int count, char** arguments) {
  const int threads = count > 1 ? std::atoi(arguments[1]) : 1;
  const double duration = count > 2 ? std::atof(arguments[2]) : 3;
  const Digits digits = make_digits(batch_size * steps);
  cortexpr::Model<net> model{cortexpr::seed(1)};
  cortexpr::Trainer trainer{model, cortexpr::cross_entropy, cortexpr::adam({.learning_rate = 1e-3f}),
                            cortexpr::batch<batch_size>, cortexpr::threads(threads)};
  long allocated = 0;
  const std::string name = work + ".cortexpr" + (threads == 1 ? "" : ".threads" + std::to_string(threads));
  report_training(name, batch_size, steps, duration, [&](int pass, int step) {
    const CountedAllocations counted(allocated);
    return trainer.step(digits.image(step * batch_size), digits.label(pass, step * batch_size));
  });
  report(name + ".allocations", static_cast<double>(allocated), "count");
  return 0;
}

}  // namespace bench
