/// A power: values, broadcasting, derivatives.
#include <cortexpr/ops/power.hpp>
#include "../support/elementwise.hpp"

using namespace testing;

static Value f(const std::vector<Value>& v) { return pow(v[0], v[1]); }

TEST_CASE("values of a power") {
  check_binary_values(f, [](double a, double b) { return std::pow(a, b); }, 0.5, 2);
  check_binary_refuses(f);
}

TEST_CASE("derivatives of a power") {
  check_binary_gradient(f, {.low = 0.5, .high = 2}, {.low = -2, .high = 2});
}

TEST_CASE("powers with plain numbers, and of zero and negative bases") {
  Tape tape;
  const Value x = tape.given({3}, false, {2, 0, -3});
  CHECK(near(tape(pow(x, 2.0)), {4, 0, 9}, 1e-14));
  CHECK(near(tape(pow(x, 3.0)), {8, 0, -27}, 1e-14));
  CHECK(near(tape(pow(2.0, x)), {4, 1, 0.125}, 1e-14));
  CHECK(near(tape(gradient(pow(x, 2.0), {x})[0]), {4, 0, -6}, 1e-14));
  const Value p = tape.given({}, false, {2});
  CHECK(near(tape(gradient(sum(pow(x, p)), {p})[0]), {4 * std::log(2.0)}, 1e-14));
}
