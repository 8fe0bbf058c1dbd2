/// A network in a header, as a project has it whose files share one; and what each file does with it.
#pragma once

#include <cortexpr/cortexpr.hpp>

namespace app {
using namespace cortexpr;
inline constexpr auto network = input<24> | dense<40> | tanh | dense<3>;
}  // namespace app

/// What came out of a few steps of training, for comparison.
struct Outcome {
  float loss;
  float outputs[3];
};

namespace {  // each file compiles its own, with its own flags

inline Outcome train_and_predict() {
  using namespace cortexpr;
  constexpr int rows = 8;
  float x[rows * 24], y[rows * 3];
  for (int i = 0; i < rows * 24; ++i) x[i] = static_cast<float>(i * 37 % 101 - 50) / 50;
  for (int i = 0; i < rows * 3; ++i) y[i] = static_cast<float>(i * 53 % 17 - 8) / 8;

  Model<app::network> model{seed(7)};
  Trainer trainer{model, mse, sgd({.learning_rate = 0.1f}), batch<rows>};
  Outcome outcome{};
  for (int step = 0; step < 5; ++step) outcome.loss = trainer.step(x, y);
  Predictor predictor{model, batch<rows>};
  const float* outputs = predictor(x, 1);
  for (int i = 0; i < 3; ++i) outcome.outputs[i] = outputs[i];
  return outcome;
}

}  // namespace
