/// The larger and the smaller of two: values, ties, derivatives.
#include <cortexpr/ops/extremum.hpp>
#include "../support/elementwise.hpp"

using namespace testing;

static Value larger(const std::vector<Value>& v) { return max(v[0], v[1]); }
static Value smaller(const std::vector<Value>& v) { return min(v[0], v[1]); }

TEST_CASE("values of maximum and minimum") {
  check_binary_values(larger, [](double a, double b) { return std::max(a, b); });
  check_binary_values(smaller, [](double a, double b) { return std::min(a, b); });
  check_binary_refuses(larger);
}

TEST_CASE("equal operands share the gradient") {
  Tape tape;
  const Value a = tape.given({3}, false, {1, 2, 3}), b = tape.given({3}, false, {2, 2, 2});
  for (const Value& y : {max(a, b), min(a, b)}) {
    const auto slopes = gradient(y, {a, b});
    const Numbers p = tape(slopes[0]), q = tape(slopes[1]);
    CHECK(p[1] == 0.5);
    CHECK(q[1] == 0.5);
    CHECK(p[0] + q[0] == 1);
  }
  CHECK(tape(max(a, 2.5)) == Numbers{2.5, 2.5, 3});
  CHECK(tape(min(a, 2.5)) == Numbers{1, 2, 2.5});
}

TEST_CASE("derivatives of maximum and minimum") {
  check_binary_gradient(larger);
  check_binary_gradient(smaller);
}
