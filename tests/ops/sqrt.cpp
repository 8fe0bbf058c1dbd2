/// The square root: values and derivatives.
#include <cortexpr/ops/sqrt.hpp>
#include "../support/elementwise.hpp"

using namespace testing;

static Value f(const std::vector<Value>& v) { return sqrt(v[0]); }

TEST_CASE("values of the square root") {
  check_unary_values(f, [](double x) { return std::sqrt(x); }, {0, 1e-300, 0.25, 2, 1e300, -1, INFINITY});
}

TEST_CASE("derivatives of the square root") { check_unary_gradient(f, 0.3, 3); }

TEST_CASE("the slope of the square root at zero is infinite") {
  Tape tape;
  const Value x = tape.given({1}, false, {0});
  CHECK(std::isinf(tape(gradient(sqrt(x), {x})[0])[0]));
}
