/// Random tensors: the same numbers for the same seed and step, others for another node, step or seed.
#include <cortexpr/ops/random.hpp>
#include "../support/gradient_check.hpp"

using namespace testing;

namespace {
struct Moments {
  double mean = 0, variance = 0, least = 1e9, most = -1e9;
  explicit Moments(const Numbers& x) {
    for (double e : x) mean += e / static_cast<double>(x.size());
    for (double e : x) {
      variance += (e - mean) * (e - mean) / static_cast<double>(x.size());
      least = std::min(least, e), most = std::max(most, e);
    }
  }
};
}  // namespace

TEST_CASE("moments of uniform, normal and bernoulli") {
  Tape tape(4);
  const Value like = tape.input({1}, true);
  tape.bindings.random = {42, 3};
  // 20,000 samples: the deviation of their mean is 0.007 of theirs; the limits are five of those.
  const Moments u(tape(random_uniform(like, {5000}))), n(tape(random_normal(like, {5000}))),
      b(tape(random_bernoulli(like, {5000}, 0.3)));
  CHECK(std::abs(u.mean - 0.5) < 0.011);
  CHECK(std::abs(u.variance - 1.0 / 12) < 0.003);
  CHECK(u.least >= 0);
  CHECK(u.most < 1);
  CHECK(std::abs(n.mean) < 0.036);
  CHECK(std::abs(n.variance - 1) < 0.05);
  CHECK(std::abs(b.mean - 0.3) < 0.017);
  CHECK(b.least == 0);
  CHECK(b.most == 1);
}

TEST_CASE("the numbers follow seed, step and node") {
  Tape tape;
  const Value like = tape.input({1});
  const Value a = random_uniform(like, {8}), b = random_uniform(like, {8}), c = random_normal(like, {8});
  tape.bindings.random = {1, 1};
  const Numbers first = tape(a);
  CHECK(tape(a) == first);
  CHECK(tape(b) != first);
  CHECK(tape(c) != first);
  tape.bindings.random = {1, 2};
  CHECK(tape(a) != first);
  tape.bindings.random = {2, 1};
  CHECK(tape(a) != first);
  CHECK(a.node().attributes != b.node().attributes);
}

TEST_CASE("the first rows of a batch do not depend on how many there are") {
  Tape one(1), three(3);
  const Numbers few = one(random_uniform(one.input({1}, true), {5})),
                many = three(random_uniform(three.input({1}, true), {5}));
  CHECK(few == Numbers(many.begin(), many.begin() + 5));
}

TEST_CASE("a number known from elsewhere: Philox4x32-10 of counter 0 and key 0") {
  Tape tape;
  const Numbers u = tape(random_uniform(tape.input({1}), {4}));
  // Random123's known answers: 6627e8d5 e169c58d bc57ac4c 9b00dbd8; of each the upper 24 bits.
  CHECK(u == Numbers{0x6627e8p-24, 0xe169c5p-24, 0xbc57acp-24, 0x9b00dbp-24});
}
