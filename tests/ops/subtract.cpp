/// A difference: values, broadcasting, derivatives.
#include <cortexpr/ops/subtract.hpp>
#include "../support/elementwise.hpp"

using namespace testing;

static Value f(const std::vector<Value>& v) { return v[0] - v[1]; }

TEST_CASE("values of a difference") {
  check_binary_values(f, [](double a, double b) { return a - b; });
  check_binary_refuses(f);
}

TEST_CASE("derivatives of a difference") { check_binary_gradient(f); }

TEST_CASE("differences with plain numbers") {
  Tape tape;
  const Value x = tape.input({3});
  CHECK((x - 0.0).id() == x.id());
  CHECK(tape(x - 2.0)[1] == tape(x)[1] - 2);
  CHECK(tape(2.0 - x)[1] == 2 - tape(x)[1]);
}
