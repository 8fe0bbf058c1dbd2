/// A quotient: values, broadcasting, derivatives.
#include <cortexpr/ops/divide.hpp>
#include "../support/elementwise.hpp"

using namespace testing;

static Value f(const std::vector<Value>& v) { return v[0] / v[1]; }

TEST_CASE("values of a quotient") {
  check_binary_values(f, [](double a, double b) { return a / b; }, 0.5, 2);
  check_binary_refuses(f);
}

TEST_CASE("derivatives of a quotient") { check_binary_gradient(f, {}, {.low = 0.5, .high = 2}); }

TEST_CASE("quotients with plain numbers; division by zero is IEEE's") {
  Tape tape;
  const Value x = tape.given({2}, false, {4, 0});
  CHECK((x / 1.0).id() == x.id());
  CHECK(tape(x / 2.0)[0] == 2);
  CHECK(tape(2.0 / x)[0] == 0.5);
  CHECK(std::isinf(tape(2.0 / x)[1]));
  CHECK(std::isnan(tape(x / x)[1]));
}
