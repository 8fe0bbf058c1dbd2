/// Sums, means and maxima over any axes.
#include <cortexpr/ops/reduce.hpp>
#include "../support/gradient_check.hpp"
#include "../support/plain.hpp"

using namespace testing;

namespace {

/// Every element of x [rows, 2, 3, 4] sorted into the groups that reducing `axes` (0 is the batch) makes.
std::vector<Numbers> groups(const Plain& x, const std::vector<std::size_t>& axes) {
  Plain result = x;
  for (std::size_t axis : axes) result.extents[axis] = 1;
  std::vector<Numbers> members(Plain::zeros(result.extents).numbers.size());
  x.each([&](std::vector<int> index) {
    const double value = x(index);
    for (std::size_t axis : axes) index[axis] = 0;
    members[result.at(index)].push_back(value);
  });
  return members;
}

}  // namespace

TEST_CASE("sum, mean and max over every set of axes") {
  for (int mask = 1; mask < 16; ++mask) {
    Tape tape(3);
    const Value x = tape.input({2, 3, 4}, true);
    std::vector<std::size_t> plain_axes;
    if (mask & 8) plain_axes.push_back(0);
    for (std::size_t i = 0; i < 3; ++i)
      if (mask >> i & 1) plain_axes.push_back(i + 1);
    const Axes axes{mask & 7, (mask & 8) != 0};
    const Value total = cortexpr::detail::reduce(sum_op, x, axes);
    const Value most = cortexpr::detail::reduce(reduce_max_op, x, axes);
    const Value average = total * cortexpr::detail::reciprocal_count(x, axes);
    CHECK(total.batched() == !(mask & 8));
    const auto expected = groups(plain(tape, x), plain_axes);
    const Numbers sums = tape(total), means = tape(average), maxima = tape(most);
    REQUIRE(sums.size() == expected.size());
    for (std::size_t k = 0; k < expected.size(); ++k) {
      double sum = 0, max = expected[k][0];
      for (double e : expected[k]) sum += e, max = std::max(max, e);
      CHECK(near(sums[k], sum, 1e-14));
      CHECK(near(means[k], sum / static_cast<double>(expected[k].size()), 1e-14));
      CHECK(maxima[k] == max);
    }
  }
}

TEST_CASE("axes by name") {
  Tape tape(2);
  const Value x = tape.given({2, 2}, true, {1, 2, 3, 4, 5, 6, 7, 8});
  CHECK(tape(sum(x)) == Numbers{36});
  CHECK(sum(x).rank() == 0);
  CHECK(!sum(x).batched());
  CHECK(tape(sum(x, {0})) == Numbers{4, 6, 12, 14});
  CHECK(tape(sum(x, {-1})) == Numbers{3, 7, 11, 15});
  CHECK(sum(x, {-1}, keep_axes).shape() == Shape{2, 1});
  CHECK(tape(sum(x, {batch_axis})) == Numbers{6, 8, 10, 12});
  CHECK(tape(mean(x, {batch_axis, 0})) == Numbers{4, 5});
  CHECK(tape(mean(x)) == Numbers{4.5});
  CHECK(tape(max(x, {0})) == Numbers{3, 4, 7, 8});
  CHECK(tape(max(x)) == Numbers{8});
  CHECK(tape(max(x, {batch_axis, -1}, keep_axes)) == Numbers{6, 8});
}

TEST_CASE("reductions of what has no batch or one element") {
  Tape tape(3);
  const Value x = tape.given({1}, false, {5});
  CHECK(tape(sum(x)) == Numbers{5});
  CHECK(tape(mean(x, {batch_axis, 0})) == Numbers{5});
  CHECK(tape(max(x)) == Numbers{5});
  CHECK(tape(max(tape.given({2}, false, {-5, -7}))) == Numbers{-5});
}

TEST_CASE("an axis that x does not have is refused") {
  for (int axis : {2, 7, -3, 40}) {
    Tape tape;
    sum(tape.input({2, 3}), {axis});
    CHECK(tape.graph.complaint.made);
  }
}

TEST_CASE("equal maxima share the gradient") {
  Tape tape(2);
  const Value x = tape.given({3}, true, {1, 4, 4, 4, 2, 3});
  CHECK(near(tape(gradient(max(x), {x})[0]), {0, 1. / 3, 1. / 3, 1. / 3, 0, 0}, 1e-14));
  CHECK(near(tape(gradient(sum(max(x, {0})), {x})[0]), {0, 0.5, 0.5, 1, 0, 0}, 1e-14));
}

TEST_CASE("derivatives of reductions") {
  using V = std::vector<Value>;
  for (bool batched : {false, true}) {
    const std::vector<Argument> x{{{2, 3}, batched}};
    check_gradient([](const V& v) { return exp(sum(v[0])); }, x);
    check_gradient([](const V& v) { return exp(sum(v[0], {0})); }, x);
    check_gradient([](const V& v) { return exp(mean(v[0], {-1}, keep_axes)) * v[0]; }, x);
    check_gradient([](const V& v) { return exp(mean(v[0], {batch_axis, 1})); }, x);
    check_gradient([](const V& v) { return exp(mean(v[0])); }, x);
    check_gradient([](const V& v) { return exp(max(v[0])); }, x);
    check_gradient([](const V& v) { return exp(max(v[0], {1})); }, x);
    check_gradient([](const V& v) { return exp(max(v[0], {batch_axis, 0})); }, x);
  }
}
