/// The hyperbolic tangent: values and derivatives.
#include <cortexpr/ops/tanh.hpp>
#include "../support/elementwise.hpp"

using namespace testing;

static Value f(const std::vector<Value>& v) { return tanh(v[0]); }

TEST_CASE("values of the hyperbolic tangent") {
  check_unary_values(f, [](double x) { return std::tanh(x); },
                     {-400, -20, -1, -1e-8, 0, 1e-300, 0.3, 5, 400, NAN});
}

TEST_CASE("derivatives of the hyperbolic tangent") { check_unary_gradient(f, -2, 2); }
