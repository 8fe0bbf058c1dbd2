/// Shapes: what broadcasts, what is contiguous, where elements lie.
#include <doctest/doctest.h>

#include <cortexpr/tensor/extents.hpp>
#include <type_traits>

using namespace cortexpr;
using namespace cortexpr::detail::tensors;

static_assert(Sizes<2, 3>::product == 6 && Sizes<>::product == 1 && Sizes<2, 3>::shape == Shape{2, 3});
static_assert(std::is_same_v<sizes_of<Sizes<4, 5>>, Sizes<4, 5>> &&
              std::is_same_v<sizes_of<Sizes<>>, Sizes<>>);

// The examples of NumPy's page on broadcasting.
static_assert(broadcast({256, 256, 3}, {3}) == Shape{256, 256, 3});
static_assert(broadcast({8, 1, 6, 1}, {7, 1, 5}) == Shape{8, 7, 6, 5});
static_assert(broadcast({15, 3, 5}, {15, 1, 5}) == Shape{15, 3, 5});
static_assert(!broadcasts({3}, {4}) && !broadcasts({2, 1}, {8, 4, 3}));
static_assert(broadcasts({}, {2, 3}) && broadcast({}, {2, 3}) == Shape{2, 3});

static_assert(broadcasts_to({3}, {2, 3}) && broadcasts_to({2, 1}, {2, 3}) && broadcasts_to({}, {}));
static_assert(!broadcasts_to({2, 3}, {3}) && !broadcasts_to({2, 3}, {2, 1}) && !broadcasts_to({1, 3}, {3}));

static_assert(contiguous_strides({2, 3, 4}) == Shape{12, 4, 1} && contiguous_strides({}) == Shape{});

TEST_CASE("an index leads to an offset, and an extent of 1 ignores it") {
  const std::size_t index[]{1, 2, 3};
  CHECK(Layout<Sizes<2, 3, 4>, Sizes<12, 4, 1>>::offset(index) == 23);
  CHECK(Layout<Sizes<2, 1, 4>, Sizes<4, 4, 1>>::offset(index) == 7);
  CHECK(Layout<Sizes<>, Sizes<>>::offset(nullptr) == 0);
}
