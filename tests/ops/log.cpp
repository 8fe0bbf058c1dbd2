/// The logarithm: values and derivatives.
#include <cortexpr/ops/log.hpp>
#include "../support/elementwise.hpp"

using namespace testing;

static Value f(const std::vector<Value>& v) { return log(v[0]); }

TEST_CASE("values of the logarithm") {
  check_unary_values(f, [](double x) { return std::log(x); },
                     {1e-300, 1e-5, 0.5, 1, 2, 1e5, 1e300, 0, -1, INFINITY});
}

TEST_CASE("derivatives of the logarithm") { check_unary_gradient(f, 0.3, 3); }
