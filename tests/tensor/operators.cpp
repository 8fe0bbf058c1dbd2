/// The operators against plain loops over indices, for many pairs of shapes and with views among the
/// operands.
#include <doctest/doctest.h>

#include <cortexpr/tensor/tensor.hpp>

using namespace cortexpr;

namespace {

/// Different numbers, none of them zero.
template <class T> void number(T& t) {
  double next = 0.5;
  for (auto& x : t) x = static_cast<typename T::Type>(next += 1.25);
}

/// The element of t that broadcasting puts at `index` of a result with `rank` axes.
template <class E> double element(const E& t, const std::size_t* index, int rank) {
  std::size_t offset = 0;
  const auto strides = E::Strides::shape;
  for (int axis = 0; axis < E::rank(); ++axis)
    if (E::shape()[axis] > 1)
      offset += index[axis + rank - E::rank()] * static_cast<std::size_t>(strides[axis]);
  return static_cast<double>(t.data()[offset]);
}

template <class A, class B> void check_operators(const A& a, const B& b) {
  const auto sum = eval(a + b), difference = eval(a - b), product = eval(a * b), quotient = eval(a / b);
  const auto less = eval(a < b), less_equal = eval(a <= b), greater = eval(a > b),
             greater_equal = eval(a >= b);
  const auto equal = eval(a == b), different = eval(a != b);
  constexpr Shape shape = decltype(sum)::shape();
  CHECK(shape == detail::tensors::broadcast(A::shape(), B::shape()));
  for (std::size_t i = 0; i < shape.size(); ++i) {
    std::size_t index[max_rank]{}, rest = i;
    for (int axis = shape.rank; axis-- > 0;) {
      index[axis] = rest % static_cast<std::size_t>(shape[axis]);
      rest /= static_cast<std::size_t>(shape[axis]);
    }
    const double x = element(a, index, shape.rank), y = element(b, index, shape.rank);
    CHECK(sum[i] == x + y);
    CHECK(difference[i] == x - y);
    CHECK(product[i] == x * y);
    CHECK(quotient[i] == x / y);
    CHECK((less[i] != 0) == (x < y));
    CHECK((less_equal[i] != 0) == (x <= y));
    CHECK((greater[i] != 0) == (x > y));
    CHECK((greater_equal[i] != 0) == (x >= y));
    CHECK((equal[i] != 0) == (x == y));
    CHECK((different[i] != 0) == (x != y));
  }
}

template <class A, class B> void check_shapes() {
  A a;
  B b;
  number(a);
  number(b);
  b[0] = a[0];
  check_operators(a, b);
  check_operators(b, a);
  check_operators(a, transpose(b).transpose());
}

}  // namespace

TEST_CASE("operators broadcast as NumPy does") {
  check_shapes<Tensor<double, 7>, Tensor<double, 7>>();
  check_shapes<Tensor<double, 3, 4>, Tensor<double, 4>>();
  check_shapes<Tensor<double, 3, 4>, Tensor<double, 3, 1>>();
  check_shapes<Tensor<double, 3, 1>, Tensor<double, 1, 4>>();
  check_shapes<Tensor<double, 2, 1, 3>, Tensor<double, 4, 1>>();
  check_shapes<Tensor<double, 2, 3, 2, 2, 1, 3>, Tensor<double, 2, 3>>();
  check_shapes<Tensor<double>, Tensor<double, 2, 2>>();
  check_shapes<Tensor<double, 1>, Tensor<double, 2, 2>>();
  check_shapes<Tensor<double>, Tensor<double>>();
  check_shapes<Tensor<float, 5>, Tensor<double, 5>>();
}

TEST_CASE("views are operands like any other") {
  Tensor<double, 4, 4> a;
  number(a);
  check_operators(transpose(a), a);
  check_operators(a.slice<1, 1, 3>(), transpose(a).slice<1, 2, 4>());
  check_operators(a.row(1), a);
  check_operators(a.row(1).slice<0, 2, 3>(), a);
  check_operators(a, a.slice<0, 1, 2>().slice<1, 0, 1>());
  check_operators(a.slice<1, 0, 1>(), a.slice<0, 2, 3>());
}

TEST_CASE("numbers stand beside tensors on either side") {
  const Tensor a{1.f, 2.f, 4.f};
  CHECK(all(a + 1 == Tensor{2.f, 3.f, 5.f}));
  CHECK(all(1 - a == Tensor{0.f, -1.f, -3.f}));
  CHECK(all(4 / a == Tensor{4.f, 2.f, 1.f}));
  CHECK(all(-a * 0.5 == Tensor{-0.5f, -1.f, -2.f}));
  CHECK((a == 2) == Tensor{0.f, 1.f, 0.f});
}

TEST_CASE("whole tensors are equal or differ") {
  const Tensor a{1, 2}, b{1, 3};
  CHECK(a == a);
  CHECK_FALSE(a == b);
  CHECK(a != b);
  CHECK_FALSE(a != a);
}

TEST_CASE("small integers and 16-bit floats are computed with as int and float") {
  const Tensor<unsigned char, 2> bytes{200, 100};
  CHECK(sum(bytes + bytes) == 600);
  Tensor<BFloat16, 2> halves = Tensor{1.5f, 2.5f};
  halves += 1;
  CHECK(static_cast<float>(halves[0]) == 2.5f);
  CHECK(sum(halves * halves) == 2.5f * 2.5f + 3.5f * 3.5f);
  CHECK(max(halves) == 3.5f);
}
