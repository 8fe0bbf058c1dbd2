#include <doctest/doctest.h>

#include <array>
#include <cortexpr/data/from_arrays.hpp>

#include "support.hpp"

using namespace cortexpr;
using test::Pair;

TEST_CASE("from memory of somebody else, which is copied") {
  float inputs[] = {1, 2, 3, 4};
  const double targets[] = {0.5, 0.25};
  const auto set = data::from_arrays<Pair, double>(inputs, targets);
  inputs[0] = 99;
  CHECK(set.input(0)[0] == 1);
  CHECK(set.target(1) == 0.25);
}

TEST_CASE("from samples: vectors, arrays, lists in braces") {
  const std::vector<Pair> inputs{test::pair(1, 2), test::pair(3, 4)};
  const std::array<int, 2> labels{1, 0};
  const auto a = data::from_samples(inputs, labels);
  static_assert(std::is_same_v<decltype(a), const data::Dataset<Pair, int>>);
  const auto b = data::from_samples({test::pair(1, 2), test::pair(3, 4)}, {1, 0}, 4);
  for (const auto& set : {a, b}) {
    CHECK(set.size() == 2);
    CHECK(set.input(1)[0] == 3);
    CHECK(set.target(0) == 1);
  }
  CHECK(a.class_count() == 2);
  CHECK(b.class_count() == 4);
}

TEST_CASE("targets that are tensors") {
  const auto set = data::from_samples({1.0f, 2.0f}, {test::pair(5, 6), test::pair(7, 8)});
  const std::span<const float> target = set.target(1);
  CHECK(target[1] == 8);
  float out[4]{};
  set.copy_targets(0, 2, out);
  CHECK(out[3] == 8);
}

TEST_CASE("lengths that differ") {
  const std::vector<float> inputs{1, 2, 3};
  const std::vector<int> labels{0, 1};
  CHECK(test::error_of([&] { data::from_samples(inputs, labels); }).found == "2");
}
