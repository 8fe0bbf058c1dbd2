/// A product: values, broadcasting, derivatives.
#include <cortexpr/ops/multiply.hpp>
#include "../support/elementwise.hpp"

using namespace testing;

static Value f(const std::vector<Value>& v) { return v[0] * v[1]; }

TEST_CASE("values of a product") {
  check_binary_values(f, [](double a, double b) { return a * b; });
  check_binary_refuses(f);
}

TEST_CASE("derivatives of a product") { check_binary_gradient(f); }

TEST_CASE("a product with one is the other side, unless one broadcasts it") {
  Tape tape(2);
  const Value x = tape.input({2, 3}), row = tape.input({3}, true), ones = x.constant(1, {1, 1, 1});
  CHECK((x * 1.0).id() == x.id());
  CHECK((1.0 * x).id() == x.id());
  CHECK((x * ones).shape() == Shape{1, 2, 3});
  CHECK((row * x).batched());
  CHECK(tape(square(x))[5] == tape(x)[5] * tape(x)[5]);
}
