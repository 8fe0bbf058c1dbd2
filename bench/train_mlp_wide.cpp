/// Training 784-512-512-10, ReLU, batch 128: train_mlp_wide [threads] [seconds].
#include "common/training.hpp"

using namespace cortexpr;
constexpr auto mlp = input<784> | dense<512> | relu | dense<512> | relu | dense<10>;

int main(int count, char** arguments) {
  return bench::train<mlp, 128>("train_mlp_wide", 100, count, arguments);
}
