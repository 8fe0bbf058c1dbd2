#include <doctest/doctest.h>

#include <cortexpr/data/shared.hpp>

using cortexpr::detail::Shared;

namespace {

// Counts how many values are alive that were not moved from.
struct Counted {
  static inline int alive = 0;
  bool counts = true;
  Counted() { ++alive; }
  Counted(Counted&& other) noexcept : counts(std::exchange(other.counts, false)) {}
  ~Counted() { alive -= counts; }
};

}  // namespace

TEST_CASE("the value lives as long as its last owner") {
  {
    Shared<Counted> a{Counted()};
    CHECK(Counted::alive == 1);
    Shared<Counted> b = a;
    const Shared<Counted> c = std::move(a);
    CHECK(!a);
    CHECK(&*b == &*c);
    b = Shared<Counted>();
    CHECK(!b);
    CHECK(Counted::alive == 1);
    b = c;
    b = *&b;
    CHECK(Counted::alive == 1);
  }
  CHECK(Counted::alive == 0);
}
