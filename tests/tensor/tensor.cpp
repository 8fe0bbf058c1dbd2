/// A network by hand, in tensors: exclusive or, trained by gradient descent, at run time and by the compiler.
#include <doctest/doctest.h>

#include <cortexpr/core/random.hpp>
#include <cortexpr/tensor/tensor.hpp>

using namespace cortexpr;

namespace {

struct Network {
  Tensor<float, 2, 8> w1;
  Tensor<float, 8> b1;
  Tensor<float, 8, 1> w2;
  Tensor<float, 1> b2;

  constexpr auto hidden(const Tensor<float, 4, 2>& x) const { return eval(tanh(matmul(x, w1) + b1)); }
  constexpr auto output(const Tensor<float, 4, 2>& x) const {
    return eval(tensors::sigmoid(matmul(hidden(x), w2) + b2));
  }
};

constexpr Tensor inputs{{0.f, 0.f}, {0.f, 1.f}, {1.f, 0.f}, {1.f, 1.f}};
constexpr Tensor wanted{{0.f}, {1.f}, {1.f}, {0.f}};

constexpr Network trained(int steps) {
  Network net;
  std::uint64_t i = 0;
  for (float& w : net.w1) w = normal({.seed = 3}, i++);
  for (float& w : net.w2) w = normal({.seed = 3}, i++);
  for (int step = 0; step < steps; ++step) {
    const auto h = net.hidden(inputs);
    const Tensor error = tensors::sigmoid(matmul(h, net.w2) + net.b2) - wanted;
    const Tensor back = matmul(error, transpose(net.w2)) * (1 - h * h);
    net.w2 -= matmul(transpose(h), error) * 0.5;
    net.b2 -= sum<0>(error) * 0.5;
    net.w1 -= matmul(transpose(inputs), back) * 0.5;
    net.b1 -= sum<0>(back) * 0.5;
  }
  return net;
}

}  // namespace

// A few steps by the compiler are the steps of run time.
static_assert([] {
  constexpr Network start = trained(0), later = trained(20);
  return mean(abs(later.output(inputs) - wanted)) < mean(abs(start.output(inputs) - wanted));
}());

TEST_CASE("exclusive or is learned") {
  const auto output = trained(500).output(inputs);
  CHECK(all(abs(output - wanted) < 0.1));
  CHECK((output > 0.5) == wanted);
}

TEST_CASE("run time and constant evaluation train alike") {
  static constexpr Network by_compiler = trained(10);
  const Network now = trained(10);
  CHECK(max(abs(now.w1 - by_compiler.w1)) < 1e-5f);
  CHECK(max(abs(now.w2 - by_compiler.w2)) < 1e-5f);
}
