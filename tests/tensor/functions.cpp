/// Elementary functions against the C library; selection.
#include <doctest/doctest.h>

#include <cmath>
#include <cortexpr/tensor/tensor.hpp>

using namespace cortexpr;

namespace {

template <class T> constexpr Tensor<T, 6> inputs{0.25, 1, 2.5, 7, 0.5, 3};

template <class T, class E, class F> void agrees(const E& e, F f) {
  static_assert(std::is_same_v<typename E::Type, T>);
  const auto y = eval(e);
  for (std::size_t i = 0; i < y.size(); ++i)
    CHECK(static_cast<double>(y[i]) == doctest::Approx(f(static_cast<double>(inputs<T>[i])))
                                           .epsilon(std::is_same_v<T, float> ? 1e-6 : 1e-14));
}

}  // namespace

TEST_CASE_TEMPLATE("functions of each element", T, float, double) {
  const auto x = inputs<T>;
  agrees<T>(exp(x), [](double v) { return std::exp(v); });
  agrees<T>(log(x), [](double v) { return std::log(v); });
  agrees<T>(sqrt(x), [](double v) { return std::sqrt(v); });
  agrees<T>(tanh(x), [](double v) { return std::tanh(v); });
  agrees<T>(erf(x), [](double v) { return std::erf(v); });
  agrees<T>(sin(x), [](double v) { return std::sin(v); });
  agrees<T>(cos(x), [](double v) { return std::cos(v); });
  agrees<T>(floor(x), [](double v) { return std::floor(v); });
  agrees<T>(abs(-x), [](double v) { return v; });
  agrees<T>(pow(x, 1.5), [](double v) { return std::pow(v, 1.5); });
  agrees<T>(tensors::sigmoid(x - 2), [](double v) { return 1 / (1 + std::exp(2 - v)); });
  agrees<T>(tensors::softplus(x - 2), [](double v) { return std::log1p(std::exp(v - 2)); });
  agrees<T>(tensors::relu(x - 2), [](double v) { return v > 2 ? v - 2 : 0; });
}

TEST_CASE("the activations do not overflow") {
  const Tensor far{-1e4f, 1e4f};
  CHECK(tensors::sigmoid(far) == Tensor{0.f, 1.f});
  CHECK(tensors::softplus(far) == Tensor{0.f, 1e4f});
}

TEST_CASE("NaN is passed on") {
  const double nan = std::nan("");
  const Tensor t{nan, 1., nan};
  CHECK(std::isnan(eval(tensors::relu(t))[0]));
  const Tensor larger = maximum(t, Tensor{1., nan, nan});
  const Tensor smaller = minimum(t, Tensor{1., nan, nan});
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(std::isnan(larger[i]));
    CHECK(std::isnan(smaller[i]));
  }
}

TEST_CASE("integers are computed in double") {
  const Tensor root = sqrt(Tensor{4, 2});
  static_assert(std::is_same_v<decltype(root), const Tensor<double, 2>>);
  CHECK(root == Tensor{2., std::sqrt(2.)});
}

TEST_CASE("where selects, and broadcasts all three") {
  const Tensor<int, 2, 1> condition{1, 0};
  CHECK(where(condition, Tensor{1, 2, 3}, Tensor{{10}, {20}}) == Tensor{{1, 2, 3}, {20, 20, 20}});
  CHECK(where(condition == 1, 0.5, Tensor<double, 2, 2>::filled(7)) == Tensor{{0.5, 0.5}, {7., 7.}});
  CHECK(where(Tensor{true, false}, Tensor{1.f, 2.f}, -Tensor{1.f, 2.f}) == Tensor{1.f, -2.f});
}
