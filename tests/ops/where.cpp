/// where(condition, a, b): values, broadcasting of all three, derivatives.
#include <cortexpr/ops/where.hpp>
#include "../support/elementwise.hpp"

using namespace testing;

TEST_CASE("values of a choice") {
  Tape tape(2);
  const Value c = tape.given({2}, true, {1, 0, 0, -3}), a = tape.given({2}, false, {10, 20}),
              b = a.constant(7);
  CHECK(tape(where(c, a, b)) == Numbers{10, 7, 7, 20});
  CHECK(where(c, a, b).batched());
  CHECK(tape(where(c, a, 1.0)) == Numbers{10, 1, 1, 20});
  CHECK(tape(where(c, 1.0, a)) == Numbers{1, 20, 10, 1});
  const Value column = tape.given({2, 1}, false, {1, 0});
  CHECK(tape(where(column, a, b)) == Numbers{10, 20, 7, 7});
}

TEST_CASE("what is not chosen may be infinite or no number") {
  Tape tape;
  const Value x = tape.given({2}, false, {0, 4});
  CHECK(tape(where(x > 0.0, log(x), 0.0)) == Numbers{0, std::log(4.0)});
}

TEST_CASE("shapes that do not fit are refused") {
  Tape tape;
  where(tape.input({4}), tape.input({3}), tape.input({3}));
  CHECK(tape.graph.complaint.made);
}

TEST_CASE("derivatives of a choice") {
  for (int flags = 0; flags < 8; ++flags)
    check_gradient([](const std::vector<Value>& v) { return where(v[0] > 0.0, exp(v[1]), v[2] * v[2]); },
                   {{{3}, (flags & 1) != 0}, {{2, 3}, (flags & 2) != 0}, {{2, 1}, (flags & 4) != 0}});
}
