/// Matrix products against plain loops; shapes as numpy.matmul.
#include <doctest/doctest.h>

#include <cortexpr/tensor/tensor.hpp>

using namespace cortexpr;

namespace {

template <class T> void number(T& t, int start) {
  for (auto& x : t) x = static_cast<typename T::Type>((start = (start * 7 + 3) % 11) - 5);
}

template <std::size_t m, std::size_t k, std::size_t n> void check() {
  Tensor<int, m, k> a;
  Tensor<int, k, n> b;
  number(a, 1);
  number(b, 2);
  Tensor<int, m, n> right;
  for (std::size_t i = 0; i < m; ++i)
    for (std::size_t j = 0; j < n; ++j)
      for (std::size_t l = 0; l < k; ++l) right(i, j) += a(i, l) * b(l, j);

  CHECK(matmul(a, b) == right);
  CHECK(matmul(transpose(b), transpose(a)) == transpose(right));
  const Tensor a_turned = transpose(a);
  const Tensor b_turned = transpose(b);
  CHECK(matmul(transpose(a_turned), b) == right);
  CHECK(matmul(a, transpose(b_turned)) == right);
  CHECK(matmul(a + a, b - 0) == right * 2);
  CHECK(matmul(a.row(0), b) == right.row(0));
  CHECK(matmul(a, transpose(b).row(0)) == transpose(right).row(0));
  CHECK(matmul(a.row(0), transpose(b).row(0)) == right(0, 0));
}

}  // namespace

TEST_CASE("matrices and vectors, plain and transposed") {
  check<1, 1, 1>();
  check<2, 3, 4>();
  check<5, 1, 3>();
  check<1, 7, 2>();
  check<9, 8, 7>();
}

TEST_CASE("leading axes broadcast") {
  Tensor<int, 2, 1, 3, 4> a;
  Tensor<int, 5, 4, 2> b;
  number(a, 3);
  number(b, 4);
  const auto c = matmul(a, b);
  static_assert(decltype(c)::shape() == Shape{2, 5, 3, 2});
  for (std::size_t i = 0; i < 2; ++i)
    for (std::size_t j = 0; j < 5; ++j) CHECK(c.row(i).row(j) == matmul(a.row(i).row(0), b.row(j)));

  const Tensor vector{1, -1, 2, 0};
  const auto d = matmul(a, vector);
  static_assert(decltype(d)::shape() == Shape{2, 1, 3});
  CHECK(d.row(1).row(0) == matmul(a.row(1).row(0), vector));
  const auto e = matmul(vector, b);
  static_assert(decltype(e)::shape() == Shape{5, 2});
  CHECK(e.row(4) == matmul(vector, b.row(4)));
}

TEST_CASE("elements of two types meet in the wider one") {
  const auto c = matmul(Tensor{{1, 2}}, Tensor{0.5, 0.25});
  static_assert(std::is_same_v<decltype(c), const Tensor<double, 1>>);
  CHECK(c[0] == 1);
  CHECK(static_cast<float>(matmul(Tensor<BFloat16, 2>{1, 2}, Tensor<BFloat16, 2>{3, 4})) == 11);
}

TEST_CASE("transpose is a view of what stays and a copy of what goes") {
  Tensor<int, 2, 3> t;
  transpose(t)(2, 1) = 5;
  CHECK(t(1, 2) == 5);
  static_assert(decltype(transpose(Tensor<int, 2, 3>()))::owning && decltype(transpose(t + t))::owning);
  CHECK(transpose(t + t)(2, 1) == 10);
  CHECK(transpose(Tensor{1, 2}) == Tensor{1, 2});
}
