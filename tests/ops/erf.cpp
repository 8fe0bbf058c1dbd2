/// The error function: values and derivatives.
#include <cortexpr/ops/erf.hpp>
#include "../support/elementwise.hpp"

using namespace testing;

static Value f(const std::vector<Value>& v) { return erf(v[0]); }

TEST_CASE("values of the error function") {
  check_unary_values(f, [](double x) { return std::erf(x); },
                     {-30, -3, -1, 0, 1e-10, 0.3, 0.9, 2, 5, 30, NAN});
}

TEST_CASE("derivatives of the error function") { check_unary_gradient(f, -2, 2); }
