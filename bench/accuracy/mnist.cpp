/// Test accuracy on MNIST: `mnist <recipe> <seed>` trains and prints `<recipe>.seed<seed> <accuracy> %`. The
/// recipes are those of run.py; CORTEXPR_DATA names the folder of the data.
#include <cortexpr/cortexpr.hpp>
#include <cortexpr/data/mnist.hpp>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

using namespace cortexpr;
constexpr auto mlp = input<784> | dense<128> | relu | dense<10>;
constexpr auto narrow_mlp = input<784> | dense<64> | relu | dense<64> | relu | dense<10>;
constexpr auto cnn =
    input<28, 28, 1> | conv2d<32, 3> | relu | max_pool<2> | flatten | dense<128> | relu | dense<10>;

namespace {

constexpr std::size_t pixels = 784, classes = 10;

/// Percent of the data whose largest output is at the right class.
template <const auto& net, class Data> double accuracy_of(const Model<net>& model, const Data& data) {
  Predictor predictor{model, batch<1>};
  std::size_t right = 0;
  for (std::size_t i = 0; i < data.size(); ++i) {
    const float* y = predictor(data.input(i).data());
    std::size_t best = 0;
    for (std::size_t k = 1; k < classes; ++k)
      if (y[k] > y[best]) best = k;
    right += best == static_cast<std::size_t>(data.target(i));
  }
  return 100.0 * static_cast<double>(right) / static_cast<double>(data.size());
}

/// `epochs` passes in batches of `rows`, shuffled anew for each; the last batch of a pass may be smaller.
template <const auto& net, int rows> double train(std::uint64_t number, int epochs) {
  const auto mnist = data::mnist();
  Model<net> model{seed(number)};
  Trainer trainer{model, cross_entropy, adam({.learning_rate = 1e-3f}), batch<rows>, threads(2)};
  std::vector<float> x(rows * pixels);
  std::vector<int> y(rows);
  for (int epoch = 0; epoch < epochs; ++epoch) {
    const auto data = mnist.train.shuffled(number * 1000 + static_cast<std::uint64_t>(epoch));
    for (std::size_t first = 0; first < data.size(); first += rows) {
      const std::size_t left = data.size() - first, count = left < rows ? left : rows;
      data.copy_inputs(first, count, x.data());
      data.copy_targets(first, count, y.data());
      trainer.step(x.data(), y.data(), static_cast<int>(count));
    }
  }
  return accuracy_of(model, mnist.test);
}

}  // namespace

int main(int count, char** arguments) {
  const std::string recipe = count > 1 ? arguments[1] : "mnist_784_128_10";
  const std::uint64_t number = count > 2 ? std::strtoull(arguments[2], nullptr, 10) : 1;
  double percent = 0;
  if (recipe == "mnist_784_128_10")
    percent = train<mlp, 32>(number, 5);
  else if (recipe == "mnist_784_64_64_10")
    percent = train<narrow_mlp, 128>(number, 10);
  else if (recipe == "mnist_cnn")
    percent = train<cnn, 32>(number, 5);
  else
    return 1;
  std::printf("%s.seed%llu %.2f %%\n", recipe.c_str(), static_cast<unsigned long long>(number), percent);
}
