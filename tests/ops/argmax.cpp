/// The index of the largest element of the last axis.
#include <cortexpr/ops/argmax.hpp>
#include "../support/gradient_check.hpp"

using namespace testing;

TEST_CASE("argmax takes the first of equals, row by row") {
  Tape tape(2);
  const Value x = tape.given({3}, true, {1, 5, 2, 7, 7, 0});
  const Value y = argmax(x);
  CHECK(y.dtype() == DType::i32);
  CHECK(y.shape() == Shape{});
  CHECK(y.batched());
  CHECK(tape(y) == Numbers{1, 0});
}

TEST_CASE("argmax over the last of several axes, and over one element") {
  Tape tape;
  CHECK(tape(argmax(tape.given({2, 2}, false, {1, 2, -1, -2}))) == Numbers{1, 0});
  CHECK(tape(argmax(tape.given({2, 1}, false, {1, 2}))) == Numbers{0, 0});
}

TEST_CASE("nothing flows back through an index") {
  Tape tape;
  const Value x = tape.input({3});
  const Value y = sum(cast(argmax(x), DType::f64) * 2.0);
  CHECK(tape(gradient(y, {x})[0]) == Numbers{0, 0, 0});
}
