/// Reductions against plain loops, over every subset of the axes.
#include <doctest/doctest.h>

#include <cmath>
#include <cortexpr/tensor/heap.hpp>
#include <cortexpr/tensor/tensor.hpp>

using namespace cortexpr;

namespace {

constexpr auto numbers = [] {
  Tensor<double, 2, 3, 4> t;
  unsigned state = 7;
  for (double& x : t) x = static_cast<double>((state = state * 1103515245u + 12345u) >> 20) / 512 - 4;
  return t;
}();

/// What is left of `numbers` when the axes whose bits are set are reduced: sums, maxima, positions.
struct Reduced {
  double sum[24]{}, max[24], min[24];
  int count = 0, argmax[24]{}, argmin[24]{};

  explicit Reduced(unsigned axes) {
    for (int o = 0; o < 24; ++o) max[o] = -1e9, min[o] = 1e9;
    const int extent[]{2, 3, 4};
    for (int i = 0; i < 2; ++i)
      for (int j = 0; j < 3; ++j)
        for (int k = 0; k < 4; ++k) {
          const int index[]{i, j, k};
          int o = 0, position = 0;
          for (int a = 0; a < 3; ++a)
            if ((axes >> a & 1) != 0)
              position = position * extent[a] + index[a];
            else
              o = o * extent[a] + index[a];
          const double x = numbers(i, j, k);
          sum[o] += x;
          if (x > max[o]) max[o] = x, argmax[o] = position;
          if (x < min[o]) min[o] = x, argmin[o] = position;
        }
    for (int a = 0, n = 1; a < 3; ++a) count = (axes >> a & 1) != 0 ? n *= extent[a] : n;
  }
};

template <int... axes> void check() {
  const Reduced right((0u | ... | (1u << axes)));
  const auto total = eval(sum<axes...>(numbers)), middle = eval(mean<axes...>(numbers));
  const auto largest = eval(max<axes...>(numbers)), smallest = eval(min<axes...>(numbers));
  const auto turned = eval(sum<(axes == 2 ? -3 : axes == 1 ? -2 : -1)...>(transpose(numbers)).transpose());
  for (std::size_t o = 0; o < total.size(); ++o) {
    CHECK(total[o] == doctest::Approx(right.sum[o]));
    CHECK(middle[o] == doctest::Approx(right.sum[o] / right.count));
    CHECK(largest[o] == right.max[o]);
    CHECK(smallest[o] == right.min[o]);
    CHECK(turned[o] == doctest::Approx(right.sum[o]));
    if constexpr (sizeof...(axes) == 1) {
      CHECK(argmax<axes...>(numbers)[o] == right.argmax[o]);
      CHECK(argmin<axes...>(numbers)[o] == right.argmin[o]);
    }
  }
}

}  // namespace

TEST_CASE("over any axes") {
  check<0>();
  check<1>();
  check<2>();
  check<0, 1>();
  check<0, 2>();
  check<2, 1>();
}

TEST_CASE("over all elements") {
  const Reduced right(7);
  CHECK(sum(numbers) == doctest::Approx(right.sum[0]));
  CHECK(sum<0, 1, 2>(numbers) == doctest::Approx(right.sum[0]));
  CHECK(mean(numbers) == doctest::Approx(right.sum[0] / 24));
  CHECK(max(numbers) == right.max[0]);
  CHECK(min(numbers * 1) == right.min[0]);
  CHECK(argmax(numbers) == right.argmax[0]);
  CHECK(argmin(numbers) == right.argmin[0]);
  CHECK(sum(transpose(numbers)) == doctest::Approx(right.sum[0]));
  CHECK(sum(Tensor<float>(3)) == 3);
}

TEST_CASE("a sum of many floats is exact to the last bit of a float") {
  const auto ones = make_tensor<float, 1 << 20>();
  CHECK(sum(*ones + 0.1f) == static_cast<float>((1 << 20) * static_cast<double>(0.1f)));
  CHECK(mean(*ones + 0.1f) == 0.1f);
}

TEST_CASE("the types of results") {
  static_assert(std::is_same_v<decltype(sum(Tensor{true, true})), int>);
  static_assert(std::is_same_v<decltype(mean(Tensor{1, 2})), double>);
  static_assert(std::is_same_v<decltype(mean(Tensor{1.f, 2.f})), float>);
  static_assert(std::is_same_v<decltype(argmax(Tensor{1, 2})), std::int32_t>);
  CHECK(mean(Tensor{1, 2}) == 1.5);
  CHECK(sum(Tensor{true, true, false}) == 2);
}

TEST_CASE("NaN is the largest, the smallest, and the first of its kind") {
  const double nan = std::nan("");
  const Tensor t{1., nan, 3., nan};
  CHECK(std::isnan(max(t)));
  CHECK(std::isnan(min(t)));
  CHECK(argmax(t) == 1);
  CHECK(argmin(t) == 1);
  CHECK(argmax(Tensor{2, 5, 5}) == 1);
}

TEST_CASE("all and any") {
  const Tensor t{{1, 0}, {2, 3}};
  CHECK_FALSE(all(t));
  CHECK(any(t));
  CHECK(all(t + 1));
  CHECK_FALSE(any(t * 0));
  CHECK(all(transpose(t) == transpose(t)));
}
