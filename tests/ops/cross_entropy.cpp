/// Softmax and cross-entropy as one op.
#include <cortexpr/ops/cross_entropy.hpp>
#include "../support/gradient_check.hpp"

using namespace testing;

namespace {

/// -sum of the smoothed target times log(softmax), in long double.
double loss_of(const double* logits, const double* target, std::size_t n, double smoothing) {
  long double total = 0, loss = 0;
  for (std::size_t i = 0; i < n; ++i) total += std::exp(static_cast<long double>(logits[i] - logits[0]));
  for (std::size_t i = 0; i < n; ++i) {
    const long double q = target[i] * (1 - smoothing) + smoothing / static_cast<double>(n);
    loss -= q * (logits[i] - logits[0] - std::log(total));
  }
  return static_cast<double>(loss);
}

}  // namespace

TEST_CASE("values with class indices and with distributions") {
  for (double smoothing : {0.0, 0.1, 0.5}) {
    Tape tape(3);
    const Value x = tape.input({2, 4}, true, -4, 4), s = tape.given({}, false, Numbers{smoothing});
    const Numbers labels{0, 3, 1, 2, 2, 0};
    const Value index = tape.given({2}, true, labels, DType::i32);
    Numbers one_hot(24), mixed = tape.dice.numbers(24, 0, 1);
    for (std::size_t i = 0; i < 6; ++i) one_hot[i * 4 + static_cast<std::size_t>(labels[i])] = 1;
    const Value hot = tape.given({2, 4}, true, one_hot), soft = tape.given({2, 4}, true, mixed);
    const Value by_index = softmax_cross_entropy(x, index, s), by_one_hot = softmax_cross_entropy(x, hot, s),
                by_mixture = softmax_cross_entropy(x, soft, s);
    REQUIRE(by_index.shape() == Shape{2});
    const Numbers z = tape(x), a = tape(by_index), b = tape(by_one_hot), c = tape(by_mixture);
    for (std::size_t i = 0; i < 6; ++i) {
      CHECK(near(a[i], loss_of(&z[i * 4], &one_hot[i * 4], 4, smoothing), 1e-13));
      CHECK(near(b[i], a[i], 1e-14));
      CHECK(near(c[i], loss_of(&z[i * 4], &mixed[i * 4], 4, smoothing), 1e-13));
    }
  }
}

TEST_CASE("huge logits give exact losses and slopes") {
  Tape tape(2);
  const Value x = tape.given({3}, true, {1e4, -1e4, 0, -1e4, 1e4, 1e4}),
              label = tape.given({}, true, {0, 0}, DType::i32), none = tape.given({}, false, Numbers{0});
  const Value y = softmax_cross_entropy(x, label, none);
  const Numbers loss = tape(y);
  CHECK(loss[0] == 0);
  CHECK(near(loss[1], 2e4 + std::log(2.0), 1e-14));
  CHECK(near(tape(gradient(y, {x})[0]), {0, 0, 0, -1, 0.5, 0.5}, 1e-14));
}

TEST_CASE("one class costs nothing") {
  Tape tape(2);
  const Value x = tape.input({1}, true), label = tape.given({}, true, {0, 0}, DType::i32);
  CHECK(tape(softmax_cross_entropy(x, label, x.constant(0.0))) == Numbers{0, 0});
}

TEST_CASE("derivatives by the logits, for indices") {
  for (bool batched : {false, true})
    check_gradient(
        [](const std::vector<Value>& v) { return softmax_cross_entropy(v[0], v[1], v[0].constant(0.1)); },
        {{{2, 4}, batched, -2, 2}, {.shape = {2}, .batched = batched, .integers = {0, 3, 1, 2, 2}}});
}

TEST_CASE("derivatives by logits, distribution and smoothing") {
  // The target has to be a distribution, or its slope by the logits is another.
  const auto f = [](const std::vector<Value>& v) {
    return softmax_cross_entropy(v[0], cortexpr::detail::softmax(v[1]), v[2]);
  };
  for (bool batched : {false, true})
    check_gradient(f, {{{2, 4}, batched, -2, 2}, {{2, 4}, batched}, {{}, false, 0.1, 0.3}});
}

TEST_CASE("derivatives by the smoothing of indices") {
  check_gradient(
      [](const std::vector<Value>& v) { return softmax_cross_entropy(v[0], v[1], v[2]); },
      {{{4}, true, -2, 2}, {.shape = {}, .batched = true, .integers = {0, 3, 1}}, {{}, false, 0.1, 0.3}});
}
