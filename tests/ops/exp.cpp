/// The exponential function: values and derivatives.
#include <cortexpr/ops/exp.hpp>
#include "../support/elementwise.hpp"

using namespace testing;

static Value f(const std::vector<Value>& v) { return exp(v[0]); }

TEST_CASE("values of the exponential function") {
  check_unary_values(f, [](double x) { return std::exp(x); },
                     {-800, -30, -1, 0, 1e-9, 0.5, 2, 700, 800, NAN, INFINITY, -INFINITY});
}

TEST_CASE("derivatives of the exponential function") { check_unary_gradient(f, -2, 2); }
