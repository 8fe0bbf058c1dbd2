/// Tensors one after another: values, batches, derivatives.
#include <cortexpr/ops/concat.hpp>
#include "../support/gradient_check.hpp"

using namespace testing;

TEST_CASE("values of a concatenation along each axis") {
  Tape tape;
  const Value a = tape.given({2, 2}, false, {1, 2, 3, 4}), b = tape.given({2, 1}, false, {5, 6}),
              c = tape.given({1, 2}, false, {7, 8});
  CHECK(tape(concat({a, b})) == Numbers{1, 2, 5, 3, 4, 6});
  CHECK(tape(concat({b, a, b}, 1)) == Numbers{5, 1, 2, 5, 6, 3, 4, 6});
  CHECK(tape(concat({c, a}, 0)) == Numbers{7, 8, 1, 2, 3, 4});
  CHECK(concat({a, c}, -2).shape() == Shape{3, 2});
}

TEST_CASE("a part without a batch is the same in every row") {
  Tape tape(2);
  const Value a = tape.given({2}, true, {1, 2, 3, 4}), b = tape.given({1}, false, {9});
  CHECK(tape(concat({b, a})) == Numbers{9, 1, 2, 9, 3, 4});
  CHECK(concat({b, a}).batched());
}

TEST_CASE("parts that do not fit are refused") {
  {
    Tape tape;
    concat({tape.input({2, 2}), tape.input({3, 1})}, 1);
    CHECK(tape.graph.complaint.made);
  }
  {
    Tape tape;
    concat({tape.input({2, 2}), tape.input({2})}, 1);
    CHECK(tape.graph.complaint.made);
  }
  {
    Tape tape;
    concat({tape.input({2}), tape.input({2})}, 1);
    CHECK(tape.graph.complaint.made);
  }
}

TEST_CASE("derivatives of a concatenation") {
  using V = std::vector<Value>;
  for (int flags = 0; flags < 4; ++flags) {
    const bool p = flags & 1, q = flags & 2;
    check_gradient([](const V& v) { return exp(concat({v[0], v[1]})); }, {{{2, 3}, p}, {{2, 1}, q}});
    check_gradient([](const V& v) { return exp(concat({v[1], v[0], v[1]}, 0)); }, {{{1, 2}, p}, {{2, 2}, q}});
  }
}
