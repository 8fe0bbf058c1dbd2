#include <doctest/doctest.h>

#include <cortexpr/data/batches.hpp>
#include <cortexpr/data/from_arrays.hpp>

#include "support.hpp"

using namespace cortexpr;

TEST_CASE("batches cover the data set, the last one with what is left") {
  const auto set = data::from_arrays<float, int>({0, 1, 2, 3, 4, 5, 6}, std::vector<int>(7));
  std::vector<std::size_t> sizes;
  std::vector<float> seen;
  for (const auto& batch : data::batches(set, 3)) {
    sizes.push_back(batch.size());
    for (std::size_t i = 0; i < batch.size(); ++i) seen.push_back(batch.input(i)[0]);
  }
  CHECK(sizes == std::vector<std::size_t>{3, 3, 1});
  CHECK(seen == std::vector<float>{0, 1, 2, 3, 4, 5, 6});
  CHECK(data::batches(set, 7).size() == 1);
  CHECK(data::batches(set, 100)[0].size() == 7);
  CHECK(data::batches(set.take(0), 3).size() == 0);
  CHECK(data::batches(set, 3)[5].empty());
}

TEST_CASE("batches of a temporary live as long as the loop") {
  int count = 0;
  for (const auto& batch : data::batches(data::from_arrays<float, int>({1, 2, 3}, {0, 1, 2}).shuffled(5), 2))
    count += static_cast<int>(batch.size());
  CHECK(count == 3);
}

TEST_CASE("a batch of zero") {
  const auto set = data::from_arrays<float, int>({1}, {0});
  CHECK_THROWS_AS(data::batches(set, 0), Error);
}
