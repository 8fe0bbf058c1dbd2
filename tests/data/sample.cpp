#include <doctest/doctest.h>

#include <array>
#include <cortexpr/data/sample.hpp>

#include "support.hpp"

using namespace cortexpr;
using detail::Sample;

static_assert(Sample<int>::is_number && Sample<int>::size == 1 && Sample<int>::shape() == Shape{});
static_assert(!Sample<Tensor<float, 2, 3>>::is_number && Sample<Tensor<float, 2, 3>>::size == 6);
static_assert(Sample<Tensor<float, 2, 3>>::shape() == Shape{2, 3});
static_assert(dtype_of<detail::sample_element<Tensor<double, 4>>> == DType::f64);
static_assert(Sample<std::array<float, 3>>::shape() == Shape{3}, "an array is a tensor of one axis");

TEST_CASE("samples are stored and loaded element by element") {
  float out[2]{};
  detail::store_sample(test::pair(3, 4), out);
  CHECK(out[0] == 3);
  CHECK(out[1] == 4);
  CHECK(detail::load_sample<test::Pair>(out).data()[1] == 4);
  int label = 0;
  detail::store_sample(7, &label);
  CHECK(label == 7);
  CHECK(detail::load_sample<int>(&label) == 7);
}
