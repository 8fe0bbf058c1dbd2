/// Training 784-128-10, ReLU, batch 32: train_mlp [threads] [seconds].
#include "common/training.hpp"

using namespace cortexpr;
constexpr auto mlp = input<784> | dense<128> | relu | dense<10>;

int main(int count, char** arguments) { return bench::train<mlp, 32>("train_mlp", 400, count, arguments); }
