/// The absolute value: values and derivatives.
#include <cortexpr/ops/abs.hpp>
#include "../support/elementwise.hpp"

using namespace testing;

static Value f(const std::vector<Value>& v) { return abs(v[0]); }

TEST_CASE("values of the absolute value") {
  check_unary_values(f, [](double x) { return std::abs(x); }, {-2, 0, 3, 1e300, -INFINITY, NAN});
}

TEST_CASE("derivatives of the absolute value") { check_unary_gradient(f, -1, 1); }

TEST_CASE("the slope of the absolute value at zero is zero") {
  Tape tape;
  const Value x = tape.given({3}, false, {-2, 0, 2});
  CHECK(tape(gradient(abs(x), {x})[0]) == Numbers{-1, 0, 1});
}
