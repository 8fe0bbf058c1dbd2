#include <doctest/doctest.h>

#include <cortexpr/data/shuffle.hpp>

using cortexpr::detail::shuffle;

namespace {

constexpr std::vector<std::uint32_t> shuffled(std::uint32_t n, std::uint64_t seed) {
  std::vector<std::uint32_t> order;
  for (std::uint32_t i = 0; i < n; ++i) order.push_back(i);
  shuffle(order, seed);
  return order;
}

}  // namespace

static_assert(shuffled(20, 7) == shuffled(20, 7));
static_assert(shuffled(20, 7) != shuffled(20, 8));
static_assert(shuffled(0, 1).empty() && shuffled(1, 1)[0] == 0);

TEST_CASE("an order is a permutation, pinned so that it stays what it is") {
  CHECK(shuffled(8, 42) == std::vector<std::uint32_t>{2, 3, 7, 6, 5, 1, 4, 0});
  std::vector<int> seen(1000);
  for (const std::uint32_t i : shuffled(1000, 3)) ++seen.at(i);
  CHECK(seen == std::vector<int>(1000, 1));
}

TEST_CASE("all orders of four come equally often") {
  int counts[256]{};
  constexpr int rounds = 24'000;
  for (std::uint64_t seed = 0; seed < rounds; ++seed) {
    const auto order = shuffled(4, seed);
    ++counts[order[0] * 64 + order[1] * 16 + order[2] * 4 + order[3]];
  }
  double chi_squared = 0;
  int orders = 0;
  for (const int count : counts) {
    orders += count > 0;
    if (count > 0) chi_squared += (count - 1000.0) * (count - 1000.0) / 1000.0;
  }
  CHECK(orders == 24);
  CHECK(chi_squared < 49.7);  // 23 degrees of freedom: exceeded by chance once in a thousand
}

TEST_CASE("numbers below a bound that is no power of two are not biased") {
  cortexpr::detail::WordSequence random({.seed = 1});
  constexpr std::uint32_t bound = 0xc0000000u;  // a plain product would favour a third of the numbers twofold
  int low = 0;
  for (int i = 0; i < 30'000; ++i) low += random.below(bound) % 3 == 0;
  CHECK(low > 9'700);
  CHECK(low < 10'300);
}
