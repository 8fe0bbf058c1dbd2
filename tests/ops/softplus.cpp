/// Softplus: values and derivatives.
#include <cortexpr/ops/softplus.hpp>
#include "../support/elementwise.hpp"

using namespace testing;

static Value f(const std::vector<Value>& v) { return cortexpr::detail::unary(softplus_op, v[0]); }

TEST_CASE("values of softplus") {
  check_unary_values(f, [](double x) { return x > 30 ? x : std::log1p(std::exp(x)); },
                     {-800, -20, -1, 0, 0.3, 5, 40, 1e4});
}

TEST_CASE("derivatives of softplus") { check_unary_gradient(f, -3, 3); }
