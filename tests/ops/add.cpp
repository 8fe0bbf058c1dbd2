/// A sum: values, broadcasting, derivatives.
#include <cortexpr/ops/add.hpp>
#include "../support/elementwise.hpp"

using namespace testing;

static Value f(const std::vector<Value>& v) { return v[0] + v[1]; }

TEST_CASE("values of a sum") {
  check_binary_values(f, [](double a, double b) { return a + b; });
  check_binary_refuses(f);
}

TEST_CASE("derivatives of a sum") { check_binary_gradient(f); }

TEST_CASE("a sum with zero is the other side, unless zero broadcasts it") {
  Tape tape;
  const Value x = tape.input({2, 3}), wide = x.constant(0, {4, 2, 3});
  CHECK((x + 0.0).id() == x.id());
  CHECK((x + wide).shape() == Shape{4, 2, 3});
  CHECK(tape(x + 2.0)[3] == tape(x)[3] + 2);
  CHECK(tape(2.0 + x)[3] == tape(x)[3] + 2);
}
