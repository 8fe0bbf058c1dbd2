/// Relu: values and derivatives.
#include <cortexpr/ops/relu.hpp>
#include "../support/elementwise.hpp"

using namespace testing;

static Value f(const std::vector<Value>& v) { return cortexpr::detail::unary(relu_op, v[0]); }

TEST_CASE("values of relu") {
  check_unary_values(f, [](double x) { return x > 0    ? x
                                              : x <= 0 ? 0
                                                       : x; },
                     {-2, 0, 3, 1e300, -INFINITY, INFINITY, NAN});
}

TEST_CASE("derivatives of relu") { check_unary_gradient(f, -1, 1); }

TEST_CASE("relu's slope at zero is zero, and a gate lets through where its first operand is positive") {
  Tape tape;
  const Value x = tape.given({3}, false, {-2, 0, 2}), y = tape.given({3}, false, {5, 6, 7});
  CHECK(tape(gradient(cortexpr::detail::unary(relu_op, x), {x})[0]) == Numbers{0, 0, 1});
  CHECK(tape(gate(x, y)) == Numbers{0, 0, 7});
}

TEST_CASE("derivatives of a gate") {
  check_binary_gradient([](const std::vector<Value>& v) { return gate(v[0], v[1]); });
}
