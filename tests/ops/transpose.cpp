/// Axes exchanged: values and derivatives.
#include <cortexpr/ops/transpose.hpp>
#include "../support/gradient_check.hpp"
#include "../support/plain.hpp"

using namespace testing;

TEST_CASE("values of every order of three axes") {
  const int orders[][3] = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
  for (const auto& o : orders)
    for (bool batched : {false, true}) {
      Tape tape(3);
      const Value x = tape.input({2, 3, 4}, batched);
      const Value y = transpose(x, {o[0], o[1], o[2]});
      REQUIRE(y.shape() == Shape{x.shape()[o[0]], x.shape()[o[1]], x.shape()[o[2]]});
      const Plain from = plain(tape, x), to = plain(tape, y);
      to.each([&](const std::vector<int>& i) {
        std::vector<int> source(4);
        source[0] = i[0];
        for (std::size_t axis = 0; axis < 3; ++axis)
          source[static_cast<std::size_t>(o[axis]) + 1] = i[axis + 1];
        CHECK(to(i) == from(source));
      });
    }
}

TEST_CASE("without axes the last two are exchanged") {
  Tape tape;
  CHECK(tape(transpose(tape.given({2, 3}, false, {1, 2, 3, 4, 5, 6}))) == Numbers{1, 4, 2, 5, 3, 6});
  CHECK(transpose(tape.input({5, 2, 3})).shape() == Shape{5, 3, 2});
}

TEST_CASE("axes that are not an order are refused") {
  const auto refused = [](Shape shape, auto f) {
    Tape tape;
    f(tape.input(shape));
    return tape.graph.complaint.made;
  };
  CHECK(refused({2, 3}, [](Value x) { transpose(x, {0, 0}); }));
  CHECK(refused({2, 3}, [](Value x) { transpose(x, {0}); }));
  CHECK(refused({2, 3}, [](Value x) { transpose(x, {0, 2}); }));
  CHECK(refused({2}, [](Value x) { transpose(x); }));
}

TEST_CASE("derivatives of a transposition") {
  for (bool batched : {false, true}) {
    check_gradient([](const std::vector<Value>& v) { return exp(transpose(v[0], {2, 0, 1})); },
                   {{{2, 3, 2}, batched}});
    check_gradient([](const std::vector<Value>& v) { return exp(transpose(v[0])); }, {{{2, 3}, batched}});
  }
}
