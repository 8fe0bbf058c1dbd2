/// Views against the indices they stand for.
#include <doctest/doctest.h>

#include <cortexpr/tensor/tensor.hpp>

using namespace cortexpr;

namespace {

constexpr auto numbers = [] {
  Tensor<int, 2, 3, 4> t;
  for (std::size_t i = 0; i < t.size(); ++i) t[i] = static_cast<int>(i);
  return t;
}();

}  // namespace

TEST_CASE("rows, slices and transpositions show the right elements") {
  for (std::size_t i = 0; i < 2; ++i)
    for (std::size_t j = 0; j < 3; ++j)
      for (std::size_t k = 0; k < 4; ++k) {
        const int x = numbers(i, j, k);
        CHECK(numbers.row(i)(j, k) == x);
        CHECK(numbers.row(i).row(j)[k] == x);
        CHECK(numbers.transpose()(k, j, i) == x);
        CHECK(numbers.transpose<1, -1, 0>()(j, k, i) == x);
        CHECK(numbers.reshape<6, 4>()(3 * i + j, k) == x);
        CHECK(numbers.transpose()[(k * 3 + j) * 2 + i] == x);
        if (k >= 1 && k < 3) CHECK(numbers.slice<-1, 1, 3>()(i, j, k - 1) == x);
        if (j >= 1 && i >= 1) CHECK(numbers.slice<1, 1, 3>().slice<0, 1, 2>()(0, j - 1, k) == x);
      }
}

TEST_CASE("what lies without gaps is known to") {
  static_assert(decltype(numbers.row(0))::contiguous && decltype(numbers.slice<0, 0, 1>())::contiguous);
  static_assert(!decltype(numbers.slice<1, 0, 2>())::contiguous &&
                !decltype(numbers.transpose())::contiguous);
  CHECK(numbers.row(1).reshape<12>()[11] == 23);
}

TEST_CASE("a loop runs through a view row after row") {
  int seen[6]{}, n = 0;
  for (int x : numbers.row(0).slice<1, 2, 4>()) seen[n++] = x;
  const int expected[]{2, 3, 6, 7, 10, 11};
  for (int i = 0; i < 6; ++i) CHECK(seen[i] == expected[i]);
  for (int x : numbers.row(1).row(0)) CHECK(x == 12 + n++ - 6);
  auto first = numbers.transpose().begin();
  CHECK(*first++ == 0);
  CHECK(*first == 12);
}

TEST_CASE("writing to a view writes to the tensor, and to nothing else") {
  Tensor<int, 2, 3, 4> t = numbers;
  t.slice<2, 1, 2>() = Tensor<int>(-1);
  for (std::size_t i = 0; i < t.size(); ++i) CHECK(t[i] == (i % 4 == 1 ? -1 : static_cast<int>(i)));
  t.transpose()(3, 2, 1) = 99;
  CHECK(t(1, 2, 3) == 99);
  for (int& x : t.row(0)) x = 5;
  CHECK(t(0, 2, 3) == 5);
  CHECK(t(1, 0, 0) == 12);
}

TEST_CASE("a view of a const tensor only reads") {
  static_assert(std::is_same_v<decltype(numbers.row(0)[0]), const int&>);
  static_assert(!std::is_assignable_v<decltype(numbers.row(0)[0]), int>);
}

TEST_CASE("parts of a temporary are tensors") {
  const auto make = [] { return numbers; };
  static_assert(decltype(make().row(0))::owning && decltype(make().slice<0, 0, 1>())::owning);
  CHECK(make().transpose()(3, 2, 1) == 23);
  CHECK(make().reshape<24>()[23] == 23);
}
