/// Tensors as text.
#include <doctest/doctest.h>

#include <cortexpr/tensor/heap.hpp>
#include <cortexpr/tensor/print.hpp>
#include <cortexpr/tensor/tensor.hpp>
#include <sstream>

using namespace cortexpr;

TEST_CASE("numbers are aligned, rows are lines, blocks are apart") {
  CHECK(to_string(Tensor{1.f, 2.5f, -3.f}) == "[  1 2.5  -3]");
  CHECK(to_string(Tensor{{1, 20}, {300, 4}}) == "[[  1  20]\n [300   4]]");
  CHECK(to_string(Tensor<int, 2, 1, 2>{1, 2, 3, 4}) == "[[[1 2]]\n\n [[3 4]]]");
  CHECK(to_string(Tensor<double>(0.1)) == "0.1");
  CHECK(to_string(Tensor{1e-10, 1234567.}) == "[      1e-10 1.23457e+06]");
  CHECK(to_string(Tensor{true, false}) == "[1 0]");
  CHECK(to_string(Tensor<BFloat16, 2>{0.5, -1}) == "[0.5  -1]");
}

TEST_CASE("expressions and views print what they yield") {
  const Tensor t{{1, 2}, {3, 4}};
  CHECK(to_string(transpose(t)) == "[[1 3]\n [2 4]]");
  CHECK(to_string(t + 1) == "[[2 3]\n [4 5]]");
  CHECK(to_string(t.row(1)) == "[3 4]");
}

TEST_CASE("the middle of large tensors is left out") {
  const auto t = make_tensor<int, 2, 1000>();
  CHECK(to_string(*t) == "[[0 0 0 ... 0 0 0]\n [0 0 0 ... 0 0 0]]");
  const auto tall = make_tensor<int, 1001>();
  CHECK(to_string(*tall) == "[0 0 0 ... 0 0 0]");
  const auto whole = make_tensor<int, 10, 100>();
  CHECK(to_string(*whole).size() == 10 * 201 + 9 * 2 + 2);
  const auto square = make_tensor<int, 40, 40>();
  CHECK(to_string(*square).find("0]\n ...\n [0") != std::string::npos);
}

TEST_CASE("any stream of strings takes a tensor") {
  std::ostringstream stream;
  stream << Tensor{1, 2} << ' ' << Tensor{1, 2} + 1;
  CHECK(stream.str() == "[1 2] [2 3]");
}
