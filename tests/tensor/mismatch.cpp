/// The rules for shapes, both ways; the words of their errors are tested by compile_fail/tensor_*.cpp.
#include <doctest/doctest.h>

#include <cortexpr/tensor/mismatch.hpp>

using namespace cortexpr;
using namespace cortexpr::detail::tensors;

static_assert(shapes_broadcast<Left<2, 3>, Right<3>> && !shapes_broadcast<Left<2, 3>, Right<2>>);
static_assert(shape_is_assignable<Expected<2, 3>, Found<3>> &&
              !shape_is_assignable<Expected<3>, Found<2, 3>>);
static_assert(one_value_each<Expected<6>, Found<6>> && !one_value_each<Expected<6>, Found<5>>);
static_assert(lists_have_shape<Expected<2, 3>, Found<2, 3, 3>> &&
              !lists_have_shape<Expected<2, 3>, Found<2, 3, 2>>);
static_assert(!lists_have_shape<Expected<2, 3>, Found<3, 3, 3, 3>>);
static_assert(!lists_have_shape<Expected<2>, Found<2, 1, 1>>);
static_assert(lists_have_shape<Expected<2, 3, 4>, Found<2, 3, 3, 4, 4>>);
static_assert(!lists_have_shape<Expected<2, 3, 4>, Found<2, 3, 3, 4, 5>>);
static_assert(same_size<Expected<2, 3>, Found<6>> && !same_size<Expected<2, 3>, Found<5>>);
static_assert(axes_exist<Found<2, 3>, 0, -1> && axes_exist<Found<2, 3>> && !axes_exist<Found<2, 3>, 1, -1>);
static_assert(!axes_exist<Found<2, 3>, 2> && !axes_exist<Found<2, 3>, -3> && !axes_exist<Found<>, 0>);
static_assert(every_axis_once<Found<2, 3>, 1, 0> && every_axis_once<Found<2, 3>> &&
              !every_axis_once<Found<2, 3>, 1>);
static_assert(slice_in_range<Found<2, 3>, -1, 0, 3> && !slice_in_range<Found<2, 3>, 0, 0, 3>);
static_assert(!slice_in_range<Found<2, 3>, 0, 1, 1> && !slice_in_range<Found<2, 3>, 2, 0, 1>);
static_assert(one_index_each<Found<2, 3>, 2> && !one_index_each<Found<2, 3>, 1>);

TEST_CASE("axes are counted from the front") {
  CHECK(normalized_axes(3, {-1, 0}) == Shape{2, 0});
  CHECK(axis_order(3, {}) == Shape{2, 1, 0});
  CHECK(normalized_axes(3, {0, -3}).rank == -1);
}
