/// From places back to indices.
#include <doctest/doctest.h>

#include <cortexpr/tensor/place.hpp>

using namespace cortexpr::detail::tensors;

static_assert(place_of<Sizes<2, 3>, Sizes<3, 1>>(1, 2) == 5 && place_of<Sizes<>, Sizes<>>() == 0);
static_assert(std::is_same_v<without_first<Sizes<2, 3>>, Sizes<3>> &&
              std::is_same_v<without_first<Sizes<>>, Sizes<>>);

TEST_CASE("an index and its place determine each other") {
  for (std::size_t i = 0; i < 24; ++i) {
    const IndexOf<Sizes<2, 3, 4>> at(i);
    CHECK(place_of<Sizes<2, 3, 4>, Sizes<12, 4, 1>>(at.index[0], at.index[1], at.index[2]) == i);
  }
}
