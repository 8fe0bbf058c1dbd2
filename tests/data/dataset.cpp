#include <doctest/doctest.h>

#include <cortexpr/data/from_arrays.hpp>

#include "support.hpp"

using namespace cortexpr;
using test::Pair;

namespace {

using Set = data::Dataset<Pair, int>;

// Sample i is (i, -i) with label i % 3.
Set counting(int n) {
  std::vector<float> inputs;
  std::vector<int> labels;
  for (int i = 0; i < n; ++i) {
    inputs.push_back(static_cast<float>(i));
    inputs.push_back(static_cast<float>(-i));
    labels.push_back(i % 3);
  }
  return data::from_arrays<Pair, int>(std::move(inputs), std::move(labels));
}

std::vector<int> ids(const Set& set) {
  std::vector<int> ids;
  for (std::size_t i = 0; i < set.size(); ++i) ids.push_back(static_cast<int>(set.input(i)[0]));
  return ids;
}

}  // namespace

static_assert(Set::input_shape() == Shape{2} && Set::target_shape() == Shape{} && Set::has_classes);
static_assert(!data::Dataset<Pair, float>::has_classes && !data::Dataset<Pair, Pair>::has_classes);

template <class D> constexpr bool can_be_normalized = requires(const D& set) { set.normalized(0.0f, 1.0f); };
static_assert(can_be_normalized<Set> && !can_be_normalized<data::Dataset<Tensor<int, 3>, int>>);

TEST_CASE("samples are read one by one") {
  const Set set = counting(5);
  CHECK(set.size() == 5);
  CHECK(!set.empty());
  const std::span<const float> input = set.input(4);
  CHECK(input.size() == 2);
  CHECK(input[1] == -4);
  CHECK(set.target(4) == 1);
  CHECK(set.class_count() == 3);
}

TEST_CASE("parts are views of the same memory") {
  const Set set = counting(10);
  CHECK(ids(set.take(3)) == std::vector<int>{0, 1, 2});
  CHECK(ids(set.skip(8)) == std::vector<int>{8, 9});
  CHECK(ids(set.slice(2, 3).skip(1)) == std::vector<int>{3, 4});
  CHECK(set.take(99).size() == 10);
  CHECK(set.skip(99).empty());
  CHECK(set.slice(10, 0).empty());
  CHECK(set.slice(2, 3).input(0).data() == set.input(2).data());
  CHECK(set.take(1).class_count() == 3);
  const std::size_t chosen[] = {7, 0, 7};
  CHECK(ids(set.subset(chosen)) == std::vector<int>{7, 0, 7});
  const std::size_t inner[] = {1, 2};
  CHECK(ids(set.subset(chosen).subset(inner)) == std::vector<int>{0, 7});
  CHECK(ids(set.subset(chosen).skip(1)) == std::vector<int>{0, 7});
}

TEST_CASE("a view outlives what it was taken from") {
  Set view;
  CHECK(view.empty());
  CHECK(view.class_count() == 0);
  view = counting(10).shuffled(1).take(4);
  CHECK(ids(view).size() == 4);
}

TEST_CASE("shuffling keeps inputs and targets together, and follows the seed") {
  const Set set = counting(100);
  const Set shuffled = set.shuffled(42);
  CHECK(ids(shuffled) != ids(set));
  CHECK(ids(shuffled) == ids(set.shuffled(42)));
  CHECK(ids(shuffled) != ids(set.shuffled(43)));
  int sum = 0;
  for (std::size_t i = 0; i < 100; ++i) {
    const int id = static_cast<int>(shuffled.input(i)[0]);
    sum += id;
    CHECK(shuffled.target(i) == id % 3);
  }
  CHECK(sum == 4950);
  // A part is shuffled within itself.
  for (const int id : ids(set.slice(20, 10).shuffled(1))) CHECK((id >= 20 && id < 30));
}

TEST_CASE("split") {
  const auto [train, validation] = counting(10).split(0.75);
  CHECK(ids(train) == std::vector<int>{0, 1, 2, 3, 4, 5, 6, 7});
  CHECK(ids(validation) == std::vector<int>{8, 9});
  CHECK(counting(10).split(0).first.empty());
  CHECK(counting(10).split(1).second.empty());
  CHECK(counting(10).split(0.3).first.size() == 3);
  for (const double fraction : {-0.1, 1.1, __builtin_nan("")})
    CHECK(test::error_of([&] { counting(10).split(fraction); }).expected == "a fraction from 0 to 1");
}

TEST_CASE("rows are copied for a batch, in any order") {
  const Set set = counting(6);
  float inputs[4]{};
  int labels[2]{};
  const std::size_t chosen[] = {5, 3, 1};
  for (const Set& view : {set.slice(3, 3), set.subset(chosen)}) {
    view.copy_inputs(1, 2, inputs);
    view.copy_targets(1, 2, labels);
    for (std::size_t i = 0; i < 2; ++i) {
      CHECK(inputs[2 * i] == view.input(i + 1)[0]);
      CHECK(inputs[2 * i + 1] == view.input(i + 1)[1]);
      CHECK(labels[i] == view.target(i + 1));
    }
  }
  set.copy_inputs(6, 0, nullptr);
  Set().copy_targets(0, 0, nullptr);
}

TEST_CASE("map makes new inputs, map_targets new targets") {
  const Set set = counting(6).shuffled(9).take(4);
  const auto sums = set.map([](const Pair& x) { return x.data()[0] * 10; });
  static_assert(std::is_same_v<decltype(sums), const data::Dataset<float, int>>);
  REQUIRE(sums.size() == 4);
  for (std::size_t i = 0; i < 4; ++i) {
    CHECK(sums.input(i)[0] == 10 * set.input(i)[0]);
    CHECK(sums.target(i) == set.target(i));
  }
  CHECK(sums.class_count() == 3);
  const auto even = set.map_targets([](int label) { return label == 0 ? 1.0f : 0.0f; });
  static_assert(std::is_same_v<decltype(even), const data::Dataset<Pair, float>>);
  for (std::size_t i = 0; i < 4; ++i) CHECK(even.target(i) == (set.target(i) == 0 ? 1.0f : 0.0f));
}

TEST_CASE("normalising by statistics of the training part") {
  const Set train = counting(4), test = counting(6);
  const Set one = test.normalized(train.statistics());
  CHECK(train.statistics().mean == 0);
  CHECK(one.input(1)[0] == doctest::Approx(1 / 1.8708287));  // sqrt(28 / 8)
  const Set each = test.normalized(train.feature_statistics());
  CHECK(each.input(0)[0] == doctest::Approx(-1.5 / 1.118034));
  CHECK(each.input(0)[1] == doctest::Approx(1.5 / 1.118034));
  CHECK(each.target(4) == test.target(4));
  CHECK(each.class_count() == 3);
  const auto standard = train.normalized(train.feature_statistics()).feature_statistics();
  CHECK(standard.mean[0] == doctest::Approx(0));
  CHECK(standard.deviation[1] == doctest::Approx(1));
  // A feature that never changes is only shifted.
  const auto constant = data::from_arrays<Pair, int>({1, 5, 2, 5}, {0, 0});
  CHECK(constant.normalized(constant.feature_statistics()).input(0)[1] == 0);
}

TEST_CASE("tokens: inputs that are integers") {
  const auto set = data::from_arrays<Tensor<int, 3>, int>({1, 2, 3, 4, 5, 6}, {0, 1});
  const std::span<const int> tokens = set.input(1);
  CHECK(tokens[2] == 6);
  CHECK(set.statistics().mean == 3.5f);
}

TEST_CASE("errors of normalising") {
  CHECK(test::error_of([] { counting(2).normalized(0, 0); }).found == "0.000000");
  CHECK(test::error_of([] { counting(2).normalized(data::FeatureStatistics{{1}, {1}}); }).found == "1 and 1");
}

TEST_CASE("indices beyond the end") {
  const Set set = counting(10).take(5);
  float inputs[2];
  int label = 0;
  const std::size_t chosen[] = {0, 5};
  const auto facts = test::error_of([&] { set.input(5); });
  CHECK(facts.expected == "indices below 5");
  CHECK(facts.found == "5");
  CHECK_THROWS_AS(set.target(5), Error);
  CHECK_THROWS_AS(set.slice(6, 0), Error);
  CHECK_THROWS_AS(set.copy_inputs(5, 1, inputs), Error);
  volatile std::size_t endless = ~std::size_t{0};  // unknown to the compiler, which would warn
  CHECK_THROWS_AS(set.copy_targets(4, endless, &label), Error);
  CHECK_THROWS_AS(set.subset(chosen), Error);
  CHECK(test::error_of([&] { set.slice(4, 2); }).found == "4 and the 2 from there");
}

TEST_CASE("what does not make a data set") {
  CHECK_THROWS_AS((data::from_arrays<Pair, int>({1, 2, 3}, {0})), Error);
  const auto counts = test::error_of([] { data::from_arrays<Pair, int>({1, 2, 3, 4}, {0}); });
  CHECK(counts.found == "4 and 1");
  const auto negative = test::error_of([] { data::from_arrays<float, int>({1, 2}, {0, -1}); });
  CHECK(negative.what == "a label out of range");
  CHECK(negative.found == "-1 in sample 1");
  const auto beyond = test::error_of([] { data::from_arrays<float, int>({1, 2}, {0, 3}, 3); });
  CHECK(beyond.expected == "0 to 2");
  CHECK(beyond.found == "3 in sample 1");
  CHECK(data::from_arrays<float, int>({1, 2}, {0, 1}, 5).class_count() == 5);
}
