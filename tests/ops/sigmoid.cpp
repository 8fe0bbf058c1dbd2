/// The logistic function: values and derivatives.
#include <cortexpr/ops/sigmoid.hpp>
#include "../support/elementwise.hpp"

using namespace testing;

static Value f(const std::vector<Value>& v) { return cortexpr::detail::unary(sigmoid_op, v[0]); }

TEST_CASE("values of the logistic function") {
  check_unary_values(f, [](double x) { return 1 / (1 + std::exp(-x)); },
                     {-800, -20, -1, 0, 0.3, 5, 800, NAN});
}

TEST_CASE("derivatives of the logistic function") { check_unary_gradient(f, -3, 3); }
