/// Values and gradients of a + b.
#include <cortexpr/ops/add.hpp>
#include "../support/gradient_check.hpp"

using namespace testing;

TEST_CASE("derivatives of a sum") {
  check_binary_gradient([](const std::vector<Value>& v) { return v[0] + v[1]; });
}
