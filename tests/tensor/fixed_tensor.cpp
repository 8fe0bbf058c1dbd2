/// Tensor: construction, access, layout.
#include <doctest/doctest.h>

#include <cortexpr/tensor/tensor.hpp>
#include <cstdint>

using namespace cortexpr;

static_assert(sizeof(Tensor<float, 3>) == 12 && alignof(Tensor<float, 3>) == 4);
static_assert(alignof(Tensor<float, 16>) == 64 && alignof(Tensor<double, 100>) == 64);
static_assert(std::is_trivially_copyable_v<Tensor<float, 2, 2>>);
static_assert(!std::is_convertible_v<float, Tensor<float, 2>> && std::is_convertible_v<float, Tensor<float>>);

TEST_CASE("a tensor starts as zeros") {
  const Tensor<double, 3, 3> t;
  for (double x : t) CHECK(x == 0);
  CHECK(all(Tensor<int, 4>::filled(7) == 7));
}

TEST_CASE("elements are stored row after row") {
  Tensor<int, 2, 3, 4> t;
  for (std::size_t i = 0; i < t.size(); ++i) t[i] = static_cast<int>(i);
  CHECK(t(1, 2, 3) == 23);
  CHECK(t(0, 1, 2) == 6);
  t(1, 0, 0) = -1;
  CHECK(t.data()[12] == -1);
  CHECK(t.end() - t.begin() == 24);
  const std::size_t i = 1;
  CHECK(t(i, 2u, 3L) == 23);  // any integers do
  CHECK(Tensor<int, 2, 3, 4>::rank() == 3);
  CHECK(t.size() == 24);
}

TEST_CASE("values of another type are converted") {
  const Tensor<float, 2> t{1, 2.5};
  CHECK(t[1] == 2.5f);
  const Tensor<int, 2> truncated = Tensor{1.9, -1.9};
  CHECK(truncated == Tensor{1, -1});
  const Tensor<BFloat16, 2> narrow{1.0, 3};
  CHECK(static_cast<float>(narrow[1]) == 3);
}

TEST_CASE("a tensor can have many values") {
  const Tensor<int, 300> t{
#define TEN 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
#define HUNDRED TEN, TEN, TEN, TEN, TEN, TEN, TEN, TEN, TEN, TEN
      HUNDRED, HUNDRED, HUNDRED
#undef HUNDRED
#undef TEN
  };
  CHECK(sum(t) == 30 * 55);
}

TEST_CASE("large tensors lie on cache lines") {
  const Tensor<float, 64> t;
  CHECK(reinterpret_cast<std::uintptr_t>(t.data()) % 64 == 0);
}
