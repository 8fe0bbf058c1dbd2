/// Trains an MLP and a CNN on handwritten digits, draws what they learnt into out/, saves each and loads it
/// again. `--seeds N` trains with the seeds 1 to N and prints the mean accuracy.
#include <sys/stat.h>

#include <cortexpr/cortexpr.hpp>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include "support/charts.hpp"
using namespace cortexpr;

constexpr auto mlp = input<8, 8> | flatten | dense<128> | relu | dense<10>;
constexpr auto cnn = input<8, 8> | reshaped<8, 8, 1> | conv2d<32, 3>({.padding = same}) | relu | max_pool<2> |
                     flatten | dense<128> | relu | dropout(0.3) | dense<10>;

namespace {

void draw(const std::string& name, const History& history, const Confusion& confusion) {
  pictures::Series loss{.name = "training"}, validation{.name = "validation"};
  for (const EpochRecord& e : history) {
    loss.values.push_back(static_cast<double>(e.loss));
    validation.values.push_back(static_cast<double>(e.validation_loss));
  }
  pictures::save("out/" + name + "_curves.svg",
                 pictures::line_charts(name, {{.title = "loss", .series = {loss, validation}}}));
  pictures::ConfusionMatrix matrix{.title = name, .counts = confusion.counts};
  for (int i = 0; i < 10; ++i) matrix.classes.push_back(std::to_string(i));
  pictures::save("out/" + name + "_confusion.svg", pictures::confusion_matrix(matrix));
}

template <class M, class Data> void draw_samples(const std::string& name, const M& model, const Data& test) {
  const auto part = test.take(32);
  const auto predictions = predict(model, part);
  std::vector<pictures::PredictedImage> images;
  for (std::size_t i = 0; i < part.size(); ++i) {
    const auto pixels = part.input(i);
    images.push_back({.pixels = {pixels.begin(), pixels.end()},
                      .rows = 8,
                      .columns = 8,
                      .predicted = std::to_string(detail::largest(predictions[i].data(), 10)),
                      .truth = std::to_string(part.target(i))});
  }
  pictures::save("out/" + name + "_samples.svg", pictures::sample_sheet(name, images, 8));
}

/// Whether a model that was saved and loaded predicts the same bits.
template <class M, class Data>
bool survives_a_file(const M& model, const Data& test, const std::string& path) {
  save(model, path);
  M loaded;
  load(loaded, path);
  const auto a = predict(model, test), b = predict(loaded, test);
  for (std::size_t i = 0; i < a.size(); ++i)
    if (std::memcmp(a[i].data(), b[i].data(), 10 * sizeof(float)) != 0) return false;
  return true;
}

template <const auto& net>
float train(const std::string& name, const data::Optdigits& digits, int number, bool pictures) {
  Model<net> model{seed(static_cast<std::uint64_t>(number))};
  Trainer trainer{model, cross_entropy, adam({.learning_rate = 2e-3f}), batch<32>, threads(2)};
  const History history =
      fit(trainer, digits.train, {.epochs = 30, .validation_split = 0.1f, .callbacks = {progress_bar()}});
  const auto [share, confusion] = evaluate(model, digits.test, accuracy, confusion_matrix);
  std::printf("%s, seed %d: %.2f %% of 1,797 digits of unseen writers\n", name.c_str(), number,
              100 * static_cast<double>(share));
  if (!pictures) return share;
  draw(name, history, confusion);
  draw_samples(name, model, digits.test);
  if (!survives_a_file(model, digits.test, "out/" + name + ".safetensors")) fail("the loaded model differs");
  std::printf("%s: saved, loaded, the same bits\n", name.c_str());
  return share;
}

}  // namespace

int main(int argc, char** argv) {
  int seeds = 1;
  for (int i = 1; i + 1 < argc; ++i)
    if (std::strcmp(argv[i], "--seeds") == 0) seeds = std::atoi(argv[i + 1]);
  ::mkdir("out", 0777);
  const auto digits = data::optdigits();
  double sums[2]{};
  for (int s = 1; s <= seeds; ++s) {
    sums[0] += static_cast<double>(train<mlp>("mlp", digits, s, s == 1));
    sums[1] += static_cast<double>(train<cnn>("cnn", digits, s, s == 1));
  }
  if (seeds > 1)
    std::printf("mean of %d seeds: MLP %.2f %%, CNN %.2f %%\n", seeds, 100 * sums[0] / seeds,
                100 * sums[1] / seeds);
}
