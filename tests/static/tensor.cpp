/// Tensors in constant expressions.
#include <cortexpr/tensor/heap.hpp>
#include <cortexpr/tensor/tensor.hpp>

using namespace cortexpr;

namespace {

// The shape comes from the braces.
constexpr Tensor pair{1.f, 0.f};
static_assert(std::is_same_v<decltype(pair), const Tensor<float, 2>>);
constexpr Tensor matrix{{1.f, 2.f}, {3.f, 4.f}};
static_assert(std::is_same_v<decltype(matrix), const Tensor<float, 2, 2>>);
constexpr Tensor row{{1., 2., 3.}};
static_assert(std::is_same_v<decltype(row), const Tensor<double, 1, 3>>);
constexpr Tensor blocks{{{1, 2, 3}, {4, 5, 6}}, {{7, 8, 9}, {10, 11, 12}}};
static_assert(std::is_same_v<decltype(blocks), const Tensor<int, 2, 2, 3>>);
static_assert(blocks(1, 0, 2) == 9 && blocks[11] == 12);
constexpr Tensor<float, 2, 3> six{1, 2, 3, 4, 5, 6};
static_assert(six(1, 2) == 6 && six[3] == 4);
constexpr Tensor<float, 2, 3> nested{{1, 2, 3}, {4, 5, 6}};
static_assert(nested == six && !(nested != six));
static_assert(Tensor<float, 2, 3>::shape() == Shape{2, 3});
static_assert(Tensor<float>::shape() == Shape{} && Tensor<float>::size() == 1);

// Arithmetic, broadcasting, and the types that come of it.
constexpr Tensor sum_of_two = six + six * 2;
static_assert(std::is_same_v<decltype(sum_of_two), const Tensor<float, 2, 3>>);
static_assert(sum_of_two == Tensor{{3.f, 6.f, 9.f}, {12.f, 15.f, 18.f}});
static_assert(six + Tensor{10.f, 20.f, 30.f} == Tensor{{11.f, 22.f, 33.f}, {14.f, 25.f, 36.f}});
static_assert(Tensor{{1.f}, {2.f}} * Tensor{1.f, 10.f} == Tensor{{1.f, 10.f}, {2.f, 20.f}});
static_assert(std::is_same_v<decltype(eval(Tensor{1, 2} * 0.5)), Tensor<double, 2>>);
static_assert(Tensor{1, 2} * 0.5 == Tensor{0.5, 1.});
static_assert(std::is_same_v<decltype(eval(Tensor{1.f, 2.f} * 0.5)), Tensor<float, 2>>);
static_assert(std::is_same_v<decltype(eval(Tensor{1.f, 2.f} + Tensor{1., 2.})), Tensor<double, 2>>);
static_assert(-pair == Tensor{-1.f, 0.f} && 1 - pair == Tensor{0.f, 1.f} &&
              6 / Tensor{2., 3.} == Tensor{3., 2.});
static_assert(all(pair < 2) && any(pair > 0) && !all(pair > 0) && !any(pair < 0));
static_assert((pair >= 1) == Tensor{1.f, 0.f} && (pair <= 0) == Tensor{0.f, 1.f});
static_assert(where(pair, Tensor{5.f, 6.f}, 7) == Tensor{5.f, 7.f} && where(pair, 1, 2) == Tensor{1.f, 2.f});

// A scalar is a number.
constexpr Tensor<float> scalar = 3;
static_assert(scalar + 1 == Tensor<float>(4) && static_cast<float>(scalar) == 3);

constexpr Tensor<float, 3> changed = [] {
  Tensor<float, 3> t{1, 2, 3};
  t += 1;
  t *= t;
  t -= Tensor{1.f, 1.f, 1.f};
  t /= 2;
  t[0] = 9;
  t(1) += 0.5f;
  return t;
}();
static_assert(changed == Tensor{9.f, 4.5f, 7.5f});

// Functions.
static_assert(exp(Tensor{0.f, 1.f}) == Tensor{1.f, 2.71828183f} && sqrt(Tensor{4., 9.}) == Tensor{2., 3.});
static_assert(abs(Tensor{-1, 2}) == Tensor{1, 2} && tensors::relu(Tensor{-1.f, 2.f}) == Tensor{0.f, 2.f});
static_assert(tanh(Tensor{0.5}) == Tensor{0.46211715726000975} &&
              tensors::sigmoid(Tensor{0.f}) == Tensor{0.5f});
static_assert(maximum(pair, 0.5) == Tensor{1.f, 0.5f} && minimum(pair, 0.5) == Tensor{0.5f, 0.f});
static_assert(pow(Tensor{2., 3.}, 2) == Tensor{4., 9.});

// Reductions.
static_assert(sum(six) == 21 && mean(six) == 3.5f && max(six) == 6 && min(six) == 1 && argmax(six) == 5);
static_assert(sum<0>(six) == Tensor{5.f, 7.f, 9.f} && sum<1>(six) == Tensor{6.f, 15.f});
static_assert(mean<-1>(six) == Tensor{2.f, 5.f} && max<0>(six) == Tensor{4.f, 5.f, 6.f});
static_assert(argmax<1>(Tensor{{1, 3, 3}, {9, 3, 1}}) == Tensor{1, 0} && argmin(Tensor{3, 1, 2}) == 1);
static_assert(sum<0, 2>(blocks) == Tensor{30, 48} && sum<2, 0>(blocks) == Tensor{30, 48});
static_assert(sum(pair == pair) == 2);

// Products.
static_assert(matmul(matrix, matrix) == Tensor{{7.f, 10.f}, {15.f, 22.f}});
static_assert(matmul(matrix, pair) == Tensor{1.f, 3.f} && matmul(pair, matrix) == Tensor{1.f, 2.f});
static_assert(matmul(pair, pair + 1) == 2);
static_assert(matmul(transpose(six), six)(2, 0) == 27);

// Views.
static_assert(transpose(six) == Tensor{{1.f, 4.f}, {2.f, 5.f}, {3.f, 6.f}});
static_assert(transpose<1, 2, 0>(blocks)(1, 2, 0) == blocks(0, 1, 2));
static_assert(six.row(1) == Tensor{4.f, 5.f, 6.f} && six.slice<1, 1, 3>() == Tensor{{2.f, 3.f}, {5.f, 6.f}});
static_assert(six.slice<-1, 0, 1>().transpose() == Tensor{{1.f, 4.f}});
static_assert(six.reshape<3, 2>() == Tensor{{1.f, 2.f}, {3.f, 4.f}, {5.f, 6.f}});
constexpr Tensor<float, 2, 3> edited = [] {
  Tensor<float, 2, 3> t = six;
  t.row(0) = t.row(1) * 2;
  t.slice<1, 2, 3>() = Tensor<float>(0);
  return t;
}();
static_assert(edited == Tensor{{8.f, 10.f, 0.f}, {4.f, 5.f, 0.f}});
static_assert([]() -> bool {
  Tensor<int, 3, 3> t{1, 2, 3, 4, 5, 6, 7, 8, 9};
  t = transpose(t);  // reads what it writes
  return t == Tensor{{1, 4, 7}, {2, 5, 8}, {3, 6, 9}};
}());
static_assert([] {
  int total = 0;
  for (int x : blocks) total += x;
  for (int x : blocks.slice<2, 1, 2>()) total -= x;
  return total;
}() == 78 - 26);

static_assert([] {
  auto t = make_tensor<double, 2, 2>();
  *t = Tensor{1., 2.} + *t;
  const auto moved = std::move(t);
  return (*moved)(1, 1) + moved->row(0)[0];
}() == 3);

// An index out of range is no constant.
template <class F>
concept Constant = requires { typename std::bool_constant<(F{}(), true)>; };
static_assert(Constant<decltype([] { return six(1, 2); })> && !Constant<decltype([] { return six(1, 3); })>);
static_assert(!Constant<decltype([] { return six(2, 0); })> && !Constant<decltype([] { return six[6]; })>);
static_assert(!Constant<decltype([] { return six.row(2)[0]; })>);
static_assert(!Constant<decltype([] { return six.slice<1, 0, 2>()[4]; })>);

// What no tensor is in, these operators leave alone.
struct Stranger {};
template <class A, class B>
concept Addable = requires(A a, B b) { a + b; };
template <class A>
concept Summable = requires(A a) { sum(a); };
static_assert(!Addable<Stranger, Tensor<float, 2>> && !Addable<Tensor<float, 2>, Stranger>);
static_assert(!Addable<Stranger, float> && !Summable<Stranger> && !Summable<float[2]>);

}  // namespace
