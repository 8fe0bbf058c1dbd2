#include <cortexpr/cortexpr.hpp>

#include <doctest/doctest.h>

#include "support.hpp"

using namespace cortexpr;

namespace {
constexpr auto net = input<4> | dense<3> | batch_norm;
constexpr auto wider = input<4> | dense<5> | batch_norm;
constexpr auto shorter = input<4> | dense<3>;
template <class M> std::string bits(const M& model) {
  const auto& arena = model.parameter_arena();
  return {reinterpret_cast<const char*>(arena.data()), arena.bytes()};
}
}  // namespace

TEST_CASE("a model comes back from a file") {
  const test::Directory directory;
  Model<net> model{seed(1)}, other{seed(2)};
  CHECK(bits(model) != bits(other));
  save(model, directory / "a");
  load(other, directory / "a");
  CHECK(bits(model) == bits(other));
}

TEST_CASE("a file of another model is refused and changes nothing") {
  const test::Directory directory;
  const Model<net> model{seed(1)};
  save(model, directory / "a");
  Model<wider> wide;
  Model<shorter> less;
  const std::string before = bits(wide), before_less = bits(less);
  const auto shape = test::error_of([&] { load(wide, directory / "a"); });
  CHECK(shape.expected == "F32 [4, 5]");
  CHECK(shape.found == "F32 [4, 3]");
  CHECK(bits(wide) == before);
  CHECK(test::has(test::error_of([&] { load(less, directory / "a"); }).what, "not in the model"));
  CHECK(bits(less) == before_less);
  save(less, directory / "b");
  Model<net> whole;
  CHECK(test::has(test::error_of([&] { load(whole, directory / "b"); }).what, "not in the file"));
}
