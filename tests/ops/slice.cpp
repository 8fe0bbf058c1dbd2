/// Parts of a tensor along an axis, and zeros around one.
#include <cortexpr/ops/slice.hpp>
#include "../support/gradient_check.hpp"

using namespace testing;

TEST_CASE("values of a slice") {
  Tape tape(2);
  const Value x = tape.given({2, 3}, false, {1, 2, 3, 4, 5, 6}),
              y = tape.given({3}, true, {1, 2, 3, 4, 5, 6});
  CHECK(tape(slice(x, 1, 1, 3)) == Numbers{2, 3, 5, 6});
  CHECK(tape(slice(x, 0, 1, 2)) == Numbers{4, 5, 6});
  CHECK(tape(slice(x, -1, -2, -1)) == Numbers{2, 5});
  CHECK(tape(slice(x, 1, 0, 3, 2)) == Numbers{1, 3, 4, 6});
  CHECK(tape(slice(y, 0, 1, 3, 2)) == Numbers{2, 5});
  CHECK(slice(x, 1, 0, 3).id() == x.id());
  CHECK(slice(y, 0, 0, 1).batched());
}

TEST_CASE("values of padding") {
  Tape tape(2);
  const Value x = tape.given({2, 1}, false, {1, 2}), y = tape.given({2}, true, {1, 2, 3, 4});
  CHECK(tape(pad(x, 1, 1, 2)) == Numbers{0, 1, 0, 0, 0, 2, 0, 0});
  CHECK(tape(pad(x, 0, 1, 0)) == Numbers{0, 1, 2});
  CHECK(tape(pad(y, 0, 1, 1)) == Numbers{0, 1, 2, 0, 0, 3, 4, 0});
  CHECK(pad(x, 0, 0, 0).id() == x.id());
}

TEST_CASE("places outside of the axis are refused") {
  const auto refused = [](auto f) {
    Tape tape;
    f(tape.input({2, 3}));
    return tape.graph.complaint.made;
  };
  CHECK(refused([](Value x) { slice(x, 1, 0, 4); }));
  CHECK(refused([](Value x) { slice(x, 1, 2, 2); }));
  CHECK(refused([](Value x) { slice(x, 2, 0, 1); }));
  CHECK(refused([](Value x) { slice(x, -3, 0, 1); }));
  CHECK(refused([](Value x) { slice(x, 1, -4, 2); }));
  CHECK(refused([](Value x) { slice(x, 1, 0, 3, 0); }));
  CHECK(refused([](Value x) { pad(x, 2, 0, 1); }));
  CHECK(refused([](Value x) { pad(x, 0, -1, 1); }));
}

TEST_CASE("derivatives of slices and padding") {
  using V = std::vector<Value>;
  for (bool batched : {false, true}) {
    check_gradient([](const V& v) { return exp(slice(v[0], 1, 1, 3)); }, {{{2, 4}, batched}});
    check_gradient([](const V& v) { return exp(slice(v[0], 0, 0, 4, 2)); }, {{{4, 2}, batched}});
    check_gradient([](const V& v) { return exp(slice(v[0], 0, 1, 5, 3)); }, {{{6}, batched}});
    check_gradient([](const V& v) { return exp(pad(v[0], 1, 2, 1)); }, {{{2, 2}, batched}});
  }
}
