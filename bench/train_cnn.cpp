/// Training a small convolutional network, batch 32: train_cnn [threads] [seconds].
#include "common/training.hpp"

using namespace cortexpr;
constexpr auto cnn =
    input<28, 28, 1> | conv2d<32, 3> | relu | max_pool<2> | flatten | dense<128> | relu | dense<10>;

int main(int count, char** arguments) { return bench::train<cnn, 32>("train_cnn", 40, count, arguments); }
