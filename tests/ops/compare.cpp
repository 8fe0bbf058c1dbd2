/// Comparisons: 1 where true, 0 where false, never a slope.
#include <cortexpr/ops/compare.hpp>
#include "../support/elementwise.hpp"

using namespace testing;

TEST_CASE("values of comparisons, broadcast") {
  using V = std::vector<Value>;
  check_binary_values([](const V& v) { return v[0] < v[1]; },
                      [](double a, double b) { return double(a < b); });
  check_binary_values([](const V& v) { return v[0] <= v[1]; },
                      [](double a, double b) { return double(a <= b); });
  check_binary_values([](const V& v) { return v[0] > v[1]; },
                      [](double a, double b) { return double(a > b); });
  check_binary_values([](const V& v) { return v[0] >= v[1]; },
                      [](double a, double b) { return double(a >= b); });
  check_binary_values([](const V& v) { return equal(v[0], v[1]); },
                      [](double a, double b) { return double(a == b); });
}

TEST_CASE("equal numbers, and what is no number") {
  Tape tape;
  const Value x = tape.given({4}, false, {1, 2, 3, NAN});
  CHECK(tape(x < 2.0) == Numbers{1, 0, 0, 0});
  CHECK(tape(x <= 2.0) == Numbers{1, 1, 0, 0});
  CHECK(tape(x > 2.0) == Numbers{0, 0, 1, 0});
  CHECK(tape(x >= 2.0) == Numbers{0, 1, 1, 0});
  CHECK(tape(equal(x, 2.0)) == Numbers{0, 1, 0, 0});
  CHECK(tape(equal(x, x)) == Numbers{1, 1, 1, 0});
}

TEST_CASE("nothing flows back through a comparison") {
  Tape tape;
  const Value x = tape.input({3});
  CHECK(tape(gradient(sum((x < 0.5) * 3.0), {x})[0]) == Numbers{0, 0, 0});
}

TEST_CASE("a comparison of integers is a number like any other") {
  Tape tape;
  const Value a = tape.given({3}, false, {1, 2, 3}, DType::i32),
              b = tape.given({3}, false, {1, 5, 3}, DType::i32);
  const Value same = equal(a, b);
  CHECK(same.dtype() == DType::f64);
  CHECK(tape(mean(same))[0] == doctest::Approx(2.0 / 3));
}
