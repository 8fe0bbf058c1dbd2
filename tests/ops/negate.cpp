/// Negation: values and derivatives.
#include <cortexpr/ops/negate.hpp>
#include "../support/elementwise.hpp"

using namespace testing;

static Value f(const std::vector<Value>& v) { return -v[0]; }

TEST_CASE("values of negation") {
  check_unary_values(f, [](double x) { return -x; }, {-2, 0, 3, 1e300, INFINITY});
}

TEST_CASE("derivatives of negation") { check_unary_gradient(f, -1, 1); }
