/// The example of README.md: a network, trained, measured and saved. Takes the directory of MNIST.
#include <cortexpr/cortexpr.hpp>
#include <iostream>
using namespace cortexpr;

constexpr auto mlp = input<28, 28> | flatten | dense<128> | relu | dense<10>;

int main(int argc, char** argv) {
  auto mnist = data::mnist(argc > 1 ? argv[1] : data::directory());
  Model<mlp> model{seed(42)};
  Trainer trainer{model, cross_entropy, adam({.learning_rate = 1e-3f}), batch<32>};
  fit(trainer, mnist.train, {.epochs = 5, .validation_split = 0.1f, .callbacks = {progress_bar()}});
  std::cout << evaluate(model, mnist.test, accuracy) << '\n';
  save(model, "mlp.safetensors");
}
