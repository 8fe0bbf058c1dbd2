#include <doctest/doctest.h>

#include <cortexpr/data/from_arrays.hpp>

#include "support.hpp"

using namespace cortexpr;
using test::Pair;

TEST_CASE("mean and deviation, overall and for each feature") {
  const auto set = data::from_arrays<Pair, int>({1, 10, 3, 10, 5, 10}, {0, 0, 0});
  CHECK(set.statistics().mean == 6.5f);
  CHECK(set.statistics().deviation == doctest::Approx(3.6855574));  // sqrt(81.5 / 6)
  const auto each = set.feature_statistics();
  CHECK(each.mean == std::vector<float>{3, 10});
  CHECK(each.deviation[0] == doctest::Approx(1.6329932));  // sqrt(8 / 3)
  CHECK(each.deviation[1] == 0);
}

TEST_CASE("they follow the view, not the storage") {
  const auto set = data::from_arrays<float, int>({1, 2, 100}, {0, 0, 0}).take(2);
  CHECK(set.statistics().mean == 1.5f);
}

TEST_CASE("a large mean does not eat the deviation") {
  std::vector<float> inputs;
  for (int i = 0; i < 100'000; ++i) inputs.push_back(i % 2 == 0 ? 1e6f : 1e6f + 1);
  const auto set = data::from_arrays<float, int>(inputs, std::vector<int>(inputs.size()));
  CHECK(set.statistics().deviation == doctest::Approx(0.5));
}

TEST_CASE("an empty data set has none") { CHECK_THROWS_AS((data::Dataset<Pair, int>().statistics()), Error); }
