/// Reshape and stop_gradient.
#include <cortexpr/ops/view.hpp>
#include "../support/gradient_check.hpp"

using namespace testing;

TEST_CASE("a reshape keeps the elements, and works out one extent") {
  Tape tape(2);
  const Value x = tape.input({2, 6}, true);
  CHECK(tape(reshape(x, {3, 4})) == tape(x));
  CHECK(reshape(x, {3, -1}).shape() == Shape{3, 4});
  CHECK(reshape(x, {-1}).shape() == Shape{12});
  CHECK(reshape(x, {3, 4}).batched());
  CHECK(reshape(x, {2, 6}).id() == x.id());
  CHECK(reshape(tape.input({1}), {}).rank() == 0);
}

TEST_CASE("shapes of another size are refused") {
  for (const Shape& shape : {Shape{5}, Shape{5, -1}, Shape{0, -1}, Shape{2, 2, 2}, Shape{-1, -1}}) {
    Tape tape;
    reshape(tape.input({12}), shape);
    CHECK(tape.graph.complaint.made);
  }
}

TEST_CASE("nothing flows back through stop_gradient") {
  Tape tape;
  const Value x = tape.given({2}, false, {3, 4});
  CHECK(tape(stop_gradient(x)) == Numbers{3, 4});
  CHECK(tape(gradient(sum(stop_gradient(x) * x), {x})[0]) == Numbers{3, 4});
}

TEST_CASE("derivatives of a reshape") {
  for (bool batched : {false, true})
    check_gradient([](const std::vector<Value>& v) { return exp(reshape(v[0], {3, 2})); },
                   {{{2, 3}, batched}});
}
