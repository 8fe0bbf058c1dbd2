// A compiled training step against the reference executor on the same recording.
#include <doctest/doctest.h>
#include <cortexpr/cortexpr.hpp>
#include <vector>

using namespace cortexpr;

namespace {

constexpr auto recurrent = input<6, 2> | simple_rnn<16> | dense<1>;
constexpr auto solved_xor = input<2> | dense<2>(Tensor{{1.f, 1.f}, {1.f, 1.f}}, Tensor{0.f, -1.f}) | relu |
                            dense<2>(Tensor{{-1.f, 1.f}, {2.f, -2.f}}, Tensor{.5f, -.5f});
constexpr auto mlp = input<28, 28> | flatten | dense<128> | relu | dense<10>;
static_assert(parameter_count<mlp> == 101'770);
static_assert(memory<mlp, batch<1>>.workspace_bytes <= 1024);
static_assert(argmax(predict<solved_xor>(Tensor{1.f, 0.f})) == 1);
static_assert(argmax(predict<solved_xor>(Tensor{1.f, 1.f})) == 0);

/// A sample is a sequence of pairs; the target is the sum of their first elements.
void make_batch(unsigned& z, std::vector<float>& x, std::vector<float>& y) {
  for (std::size_t i = 0; i < y.size(); ++i) {
    float total = 0;
    for (std::size_t k = 0; k < 12; ++k) {
      z = z * 1664525u + 1013904223u;
      x[i * 12 + k] = static_cast<float>(z >> 9) / static_cast<float>(1 << 23) - .5f;
      if (k % 2 == 0) total += x[i * 12 + k];
    }
    y[i] = total / 3;
  }
}

template <class TrainerType>
double oracle_loss(TrainerType& trainer, const std::vector<float>& x, const std::vector<float>& y, int rows) {
  const Recording r = typename TrainerType::step_type::P::record{}();
  ReferenceBindings<double> b;
  b.rows = rows;
  b.inputs.emplace_back(x.begin(), x.begin() + rows * 12);
  b.targets.emplace_back(y.begin(), y.begin() + rows);
  trainer.model().for_each_parameter([&](auto t) { b.parameters.emplace_back(t.data, t.data + t.size()); });
  const auto values = evaluate(r.graph, b);
  return values[static_cast<std::size_t>(r.graph.results[0])][0];
}

}  // namespace

TEST_CASE("a recurrent network learns, and its loss is the oracle's, for any number of rows") {
  Model<recurrent> model{seed(1)};
  Trainer trainer{model, mse, adam({.learning_rate = 1e-2f}), batch<16>};
  std::vector<float> x(16 * 12), y(16);
  unsigned z = 1;
  make_batch(z, x, y);
  const float first = trainer.step(x.data(), y.data());
  for (int step = 0; step < 600; ++step) {
    make_batch(z, x, y);
    trainer.step(x.data(), y.data());
  }
  for (int rows : {16, 5, 1}) {
    make_batch(z, x, y);
    const double expected = oracle_loss(trainer, x, y, rows);
    const float loss = trainer.step(x.data(), y.data(), rows);
    CHECK(static_cast<double>(loss) == doctest::Approx(expected).epsilon(1e-3));
    CHECK(loss < first / 10);
  }
}

TEST_CASE("the same seed and any number of threads give the same bits") {
  std::vector<float> x(32 * 784), losses[2];
  std::vector<int> y(32);
  for (std::size_t i = 0; i < x.size(); ++i) x[i] = static_cast<float>((i * 37 + 11) % 101) / 101;
  for (std::size_t i = 0; i < y.size(); ++i) y[i] = static_cast<int>(i % 10);
  for (int threads_used : {1, 2}) {
    Model<mlp> model{seed(42)};
    Trainer trainer{model, cross_entropy, adam, batch<32>, threads(threads_used)};
    for (int step = 0; step < 20; ++step)
      losses[threads_used - 1].push_back(trainer.step(x.data(), y.data()));
  }
  CHECK(losses[0] == losses[1]);
  CHECK(losses[0].back() < losses[0].front());
}
