#include <cortexpr/cortexpr.hpp>
#include <cstring>

#include <doctest/doctest.h>

#include "../io/support.hpp"

using namespace cortexpr;

namespace {

constexpr auto net = input<4> | dense<8> | relu | dropout(0.2) | dense<3>;
using Data = data::Dataset<Tensor<float, 4>, int>;

Data samples(int count) {
  std::vector<float> x;
  std::vector<int> y;
  for (int i = 0; i < count; ++i) {
    for (int k = 0; k < 4; ++k) x.push_back(static_cast<float>((i * 7919 + k * 104729) % 97) / 97);
    y.push_back(x[x.size() - 4] > 0.6f ? 2 : x.back() > 0.5f ? 1 : 0);
  }
  return Data(x, y, 3);
}

template <class M> std::string bits(const M& model) {
  const auto& arena = model.parameter_arena();
  return {reinterpret_cast<const char*>(arena.data()), arena.bytes()};
}

std::string trained(int number, Threads threads_) {
  Model<net> model{seed(static_cast<std::uint64_t>(number))};
  Trainer trainer{model, cross_entropy, adam, batch<16>, threads_};
  fit(trainer, samples(100), {.epochs = 3});
  return bits(model);
}

}  // namespace

TEST_CASE("the same seed gives the same bits, for any number of threads") {
  const std::string one = trained(1, threads(1));
  CHECK(one == trained(1, threads(1)));
  CHECK(one == trained(1, threads(2)));
  CHECK(one != trained(2, threads(1)));
}

TEST_CASE("a resumed training continues bit for bit") {
  const test::Directory directory;
  const std::string path = directory / "checkpoint";
  const auto run = [&](int epochs, bool continues) {
    Model<net> model{seed(3)};
    Trainer trainer{model, cross_entropy, adam, batch<16>};
    if (continues) resume(trainer, path);
    fit(trainer, samples(100), {.epochs = epochs, .callbacks = {checkpoint(path)}});
    return bits(model);
  };
  const std::string whole = run(4, false);
  run(2, false);
  CHECK(run(4, true) == whole);
  Model<net> other{seed(4)};
  Trainer trainer{other, cross_entropy, adam, batch<16>};
  CHECK(test::has(test::error_of([&] { resume(trainer, path); }).what, "another seed"));
}

TEST_CASE("early stopping returns to the best epoch") {
  Model<net> model{seed(5)};
  Trainer trainer{model, cross_entropy, sgd, batch<16>};
  std::string first;
  const History history =
      fit(trainer, samples(64),
          {.epochs = 9, .callbacks = {early_stopping({.patience = 2}), [&](const Progress& p) {
                                        if (p.moment != Moment::epoch_end) return;
                                        if (p.epoch == 1) first = bits(model);
                                        trainer.optimizer().learning_rate = -1;
                                      }}});
  CHECK(history.size() < 9);
  CHECK(bits(model) == first);
}

TEST_CASE("accumulation of small batches is one large batch") {
  constexpr static auto plain = input<4> | dense<3>;
  const auto run = [](auto size, auto... options) {
    Model<plain> model{seed(6)};
    Trainer trainer{model, cross_entropy, sgd({.learning_rate = 0.5f}), size, options...};
    fit(trainer, samples(64), {.epochs = 1, .shuffle = false});
    std::vector<float> all;
    model.for_each_parameter([&](const auto& t) { all.insert(all.end(), t.data, t.data + t.size()); });
    return all;
  };
  const auto large = run(batch<64>), small = run(batch<16>, accumulate(4));
  for (std::size_t i = 0; i < large.size(); ++i) CHECK(small[i] == doctest::Approx(large[i]).epsilon(1e-5));
}

TEST_CASE("a number that is not finite is traced to its layer, and the model is as before") {
  Model<net> model{seed(7)};
  const std::string before = bits(model);
  Trainer trainer{model, cross_entropy, adam, batch<16>};
  const Data bad({1.f, 2.f, __builtin_nanf(""), 4.f}, {1}, 3);
  const auto facts = test::error_of([&] { fit(trainer, bad, {.callbacks = {stop_on_nan()}}); });
  CHECK(facts.tensor == "the network's input");
  CHECK(test::has(facts.what, "step 1 of epoch 1"));
  CHECK(bits(model) == before);
}

TEST_CASE("labels out of range are refused") {
  Model<net> model;
  Trainer trainer{model, cross_entropy, adam, batch<16>};
  const Data bad({0, 0, 0, 0}, {3});
  const auto facts = test::error_of([&] { fit(trainer, bad); });
  CHECK(facts.expected == "0 to 2");
  CHECK(facts.found == "3 in sample 0");
}
