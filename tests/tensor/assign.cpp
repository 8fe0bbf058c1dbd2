/// Assignment: broadcasting to the target, and expressions that read what is being written.
#include <doctest/doctest.h>

#include <cortexpr/tensor/heap.hpp>
#include <cortexpr/tensor/tensor.hpp>

using namespace cortexpr;

namespace {
constexpr Tensor<int, 3, 3> square{1, 2, 3, 4, 5, 6, 7, 8, 9};
}

TEST_CASE("the right side broadcasts to the left one") {
  Tensor<int, 2, 3> t;
  t = Tensor{1, 2, 3};
  CHECK(t == Tensor{{1, 2, 3}, {1, 2, 3}});
  t = Tensor{{5}, {6}};
  CHECK(t == Tensor{{5, 5, 5}, {6, 6, 6}});
  t = Tensor<int>(4);
  CHECK(t == Tensor<int, 2, 3>::filled(4));
  t += Tensor{{1}, {2}};
  CHECK(t == Tensor{{5, 5, 5}, {6, 6, 6}});
}

TEST_CASE("an assignment is as if the right side were complete before") {
  Tensor<int, 3, 3> t = square;
  t = transpose(t);
  CHECK(t == Tensor{{1, 4, 7}, {2, 5, 8}, {3, 6, 9}});

  t = square;
  t += transpose(t);
  CHECK(t == Tensor{{2, 6, 10}, {6, 10, 14}, {10, 14, 18}});

  t = square;
  t = t - t.row(0);
  CHECK(t == Tensor{{0, 0, 0}, {3, 3, 3}, {6, 6, 6}});

  t = square;
  t.slice<0, 1, 3>() = t.slice<0, 0, 2>();
  CHECK(t == Tensor{{1, 2, 3}, {1, 2, 3}, {4, 5, 6}});

  t = square;
  t.slice<0, 0, 2>() = t.slice<0, 1, 3>() * 10;
  CHECK(t == Tensor{{40, 50, 60}, {70, 80, 90}, {7, 8, 9}});

  t = square;
  t.view() = t.view().transpose();
  CHECK(t == transpose(square));

  t = square;
  t.row(0) = t.row(0) + t.row(1);  // the same places, or others altogether
  CHECK(t == Tensor{{5, 7, 9}, {4, 5, 6}, {7, 8, 9}});
}

TEST_CASE("views of the same type assign their elements") {
  Tensor<int, 3, 3> t = square;
  const auto first = t.row(0), last = t.row(2);
  first = last;
  CHECK(t(0, 0) == 7);
  CHECK(t(0, 2) == 9);
  last -= 7;
  CHECK(t.row(2) == Tensor{0, 1, 2});
}

TEST_CASE("an expression keeps the temporaries that it was made of") {
  const auto sum_of_temporaries = Tensor{1., 2.} + Tensor{3., 4.} * Tensor{2., 2.};
  const auto row = Tensor<int, 3, 3>(square).row(1);
  const auto transposed = transpose(square + 1);
  CHECK(sum_of_temporaries == Tensor{7., 10.});
  CHECK(row == Tensor{4, 5, 6});
  CHECK(transposed(2, 0) == 4);
}

TEST_CASE("a large tensor that reads itself is copied on the heap") {
  auto t = make_tensor<int, 100, 100>();
  for (std::size_t i = 0; i < t->size(); ++i) (*t)[i] = static_cast<int>(i);
  *t = transpose(*t);
  for (std::size_t i = 0; i < 100; ++i) CHECK((*t)(i, 7) == 700 + static_cast<int>(i));
}
