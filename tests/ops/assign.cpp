/// Assignment to states: readers see the old value, the state gets the new one.
#include <cortexpr/ops/add.hpp>
#include <cortexpr/ops/assign.hpp>
#include <cortexpr/ops/multiply.hpp>
#include "../support/gradient_check.hpp"

using namespace testing;

TEST_CASE("readers see the old value wherever they stand") {
  Tape tape;
  const Value s = tape.state({2}, "s"), before = s * 1.5;
  tape.bindings.states[0] = {1, 2};
  const Value assigned = assign(s, s + 10.0), after = s * 2.0;
  const auto values = evaluate(tape.graph, tape.bindings);
  CHECK(values[static_cast<std::size_t>(before.id())] == Numbers{1.5, 3});
  CHECK(values[static_cast<std::size_t>(after.id())] == Numbers{2, 4});
  CHECK(values[static_cast<std::size_t>(assigned.id())] == Numbers{11, 12});
  CHECK(tape.bindings.states[0] == Numbers{11, 12});
}

TEST_CASE("two states can be exchanged") {
  Tape tape;
  const Value a = tape.state({1}, "a"), b = tape.state({1}, "b");
  tape.bindings.states = {{1}, {2}};
  assign(a, b);
  assign(b, a);
  evaluate(tape.graph, tape.bindings);
  CHECK(tape.bindings.states == std::vector<Numbers>{{2}, {1}});
}

TEST_CASE("what is no state, of another shape or batched is refused") {
  {
    Tape tape;
    const Value x = tape.input({2});
    assign(x * 2.0, x);
    CHECK(tape.graph.complaint.made);
  }
  {
    Tape tape;
    assign(tape.state({2}, "s"), tape.input({3}));
    CHECK(tape.graph.complaint.made);
  }
  {
    Tape tape;
    assign(tape.state({2}, "s"), tape.input({2}, true));
    CHECK(tape.graph.complaint.made);
    CHECK(tape.graph.complaint.found == "[2] for each row");
  }
}
