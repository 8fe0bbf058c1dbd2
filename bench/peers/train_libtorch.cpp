/// The trainings with libtorch: train_libtorch <work> [threads] [seconds]. Adam, denormals flushed.
/// OPENBLAS_CORETYPE and OPENBLAS_L2_SIZE must not be set, or its OpenBLAS is slowed.

#include <torch/torch.h>

#include <cstdlib>
#include <string>

#include "../common/digits.hpp"
#include "../common/measure.hpp"
#include "flush_denormals.hpp"

namespace {

using torch::nn::Linear;
using torch::nn::ReLU;
using torch::nn::Sequential;

Sequential network(const std::string& work) {
  if (work == "train_mlp") return Sequential(Linear(784, 128), ReLU(), Linear(128, 10));
  if (work == "train_mlp_wide") {
    return Sequential(Linear(784, 512), ReLU(), Linear(512, 512), ReLU(), Linear(512, 10));
  }
  const auto picture = torch::nn::UnflattenOptions(1, {1, bench::side, bench::side});
  return Sequential(torch::nn::Unflatten(picture), torch::nn::Conv2d(1, 32, 3), ReLU(),
                    torch::nn::MaxPool2d(2), torch::nn::Flatten(), Linear(32 * 13 * 13, 128), ReLU(),
                    Linear(128, 10));
}

}  // namespace

int main(int count, char** arguments) {
  const std::string work = count > 1 ? arguments[1] : "train_mlp";
  const int threads = count > 2 ? std::atoi(arguments[2]) : 1;
  const double duration = count > 3 ? std::atof(arguments[3]) : 3;
  const int batch = work == "train_mlp_wide" ? 128 : 32;
  const int steps = work == "train_mlp" ? 400 : work == "train_mlp_wide" ? 100 : 40;

  bench::flush_denormals();
  torch::set_num_threads(threads);
  torch::manual_seed(1);
  bench::Digits digits = bench::make_digits(batch * steps);
  const torch::Tensor images = torch::from_blob(digits.images.data(), {digits.count, bench::pixels});
  const torch::Tensor labels =
      torch::from_blob(digits.labels.data(), {bench::label_passes, digits.count}, torch::kInt32)
          .to(torch::kInt64);
  Sequential model = network(work);
  torch::optim::Adam optimizer(model->parameters(), torch::optim::AdamOptions(1e-3));

  const std::string suffix = threads == 1 ? "" : ".threads" + std::to_string(threads);
  bench::report_training(work + ".libtorch" + suffix, batch, steps, duration, [&](int pass, int step) {
    const torch::Tensor x = images.narrow(0, step * batch, batch);
    const torch::Tensor y = labels[pass % bench::label_passes].narrow(0, step * batch, batch);
    optimizer.zero_grad();
    torch::Tensor loss = torch::nn::functional::cross_entropy(model->forward(x), y);
    loss.backward();
    optimizer.step();
    return loss.item<float>();
  });
}
