/// Rows of a table by index, their gradient, and one_hot.
#include <cortexpr/ops/gather.hpp>
#include "../support/gradient_check.hpp"

using namespace testing;

TEST_CASE("values of gather") {
  Tape tape(2);
  const Value table = tape.given({3, 2}, false, {1, 2, 3, 4, 5, 6}),
              column = tape.given({3}, false, {7, 8, 9});
  const Value i = tape.given({2}, true, {2, 0, 1, 1}, DType::i32);
  CHECK(tape(gather(table, i)) == Numbers{5, 6, 1, 2, 3, 4, 3, 4});
  CHECK(gather(table, i).shape() == Shape{2, 2});
  CHECK(gather(table, i).batched());
  CHECK(tape(gather(column, i)) == Numbers{9, 7, 8, 8});
}

TEST_CASE("values of scatter_add: rows of one index are summed") {
  Tape tape(2);
  const Value rows = tape.given({2, 2}, true, {1, 2, 3, 4, 5, 6, 7, 8});
  const Value i = tape.given({2}, true, {2, 0, 2, 2}, DType::i32);
  const Value y = scatter_add(rows, i, 4);
  CHECK(tape(y) == Numbers{3, 4, 0, 0, 13, 16, 0, 0});
  CHECK(y.shape() == Shape{4, 2});
  CHECK(!y.batched());
}

TEST_CASE("values of one_hot") {
  Tape tape(2);
  const Value y = one_hot(tape.given({}, true, {2, 0}, DType::i32), 3);
  CHECK(tape(y) == Numbers{0, 0, 1, 1, 0, 0});
  CHECK(y.dtype() == DType::f64);
  CHECK(tape(one_hot(tape.given({1}, false, {5}, DType::i32), 3)) == Numbers{0, 0, 0});
}

TEST_CASE("numbers that are no integers are refused as indices") {
  {
    Tape tape;
    gather(tape.input({3, 2}), tape.input({2}));
    CHECK(tape.graph.complaint.made);
  }
  {
    Tape tape;
    one_hot(tape.input({2}), 3);
    CHECK(tape.graph.complaint.made);
  }
  {
    Tape tape;
    gather(tape.input({3, 2}, true), tape.given({2}, true, {0, 1}, DType::i32));
    CHECK(tape.graph.complaint.made);
  }
}

TEST_CASE("derivatives of gather and scatter_add") {
  using V = std::vector<Value>;
  for (bool batched : {false, true}) {
    const Argument index{.shape = {2}, .batched = batched, .integers = {2, 0, 2}};
    check_gradient([](const V& v) { return exp(gather(v[0], v[1])); }, {{{3, 2}, false}, index});
    check_gradient([](const V& v) { return exp(scatter_add(v[0], v[1], 4)); }, {{{2, 3}, batched}, index});
  }
}
