/// Other element types: truncation to int, rounding to bfloat16.
#include <cortexpr/ops/cast.hpp>
#include "../support/gradient_check.hpp"

using namespace testing;

TEST_CASE("values of casts") {
  Tape tape;
  const Value x = tape.given({6}, false, {1.75, -1.75, 0.5, -0.5, 3, 1.00390625});
  CHECK(tape(cast(x, DType::i32)) == Numbers{1, -1, 0, 0, 3, 1});
  // bfloat16 has 8 significant bits: 1 + 2^-8 lies halfway between two of them and goes to the even one.
  CHECK(tape(cast(x, DType::bf16)) == Numbers{1.75, -1.75, 0.5, -0.5, 3, 1});
  CHECK(cast(x, DType::f64).id() == x.id());
  CHECK(cast(x, DType::bf16).dtype() == DType::bf16);
}

TEST_CASE("gradients go back in the type of the input, and not into integers") {
  Tape tape;
  const Value x = tape.input({3});
  const Value y = sum(cast(cast(x, DType::bf16), DType::f64) * 3.0);
  const Value slope = gradient(y, {x})[0];
  CHECK(slope.dtype() == DType::f64);
  CHECK(tape(slope) == Numbers{3, 3, 3});
  const Value z = sum(cast(cast(x, DType::i32), DType::f64) * 3.0);
  CHECK(tape(gradient(z, {x})[0]) == Numbers{0, 0, 0});
}
