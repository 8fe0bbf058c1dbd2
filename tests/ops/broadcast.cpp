/// Repetition to a larger shape: values and derivatives.
#include <cortexpr/ops/broadcast.hpp>
#include "../support/elementwise.hpp"

using namespace testing;

TEST_CASE("values of a repetition") {
  Tape tape(2);
  const Value column = tape.given({2, 1}, false, {1, 2}), rows = tape.given({2}, true, {1, 2, 3, 4});
  CHECK(tape(broadcast_to(column, {2, 3})) == Numbers{1, 1, 1, 2, 2, 2});
  CHECK(tape(broadcast_to(rows, {2, 2})) == Numbers{1, 2, 1, 2, 3, 4, 3, 4});
  CHECK(broadcast_to(column, {2, 1}).id() == column.id());
  CHECK(broadcast_to(rows, {3, 2}).batched());
  const int before = tape.graph.size();
  broadcast_to(column, {2, 4});
  CHECK(tape.graph.size() == before + 1);
}

TEST_CASE("a shape that x cannot be repeated to is refused") {
  for (const Shape& shape : {Shape{3, 2}, Shape{2}, Shape{1, 1}}) {
    Tape tape;
    broadcast_to(tape.input({2, 1}), shape);
    CHECK(tape.graph.complaint.made);
  }
}

TEST_CASE("derivatives of a repetition") {
  for (bool batched : {false, true}) {
    check_gradient([](const std::vector<Value>& v) { return exp(broadcast_to(v[0], {2, 3})); },
                   {{{2, 1}, batched}});
    check_gradient([](const std::vector<Value>& v) { return exp(broadcast_to(v[0], {2, 3})); },
                   {{{}, batched}});
  }
}
