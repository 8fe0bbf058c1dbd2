/// Single predictions with fixed-size Eigen, written by hand: predict_eigen [seconds]. Denormals flushed.
///
/// 784-128-10 (ReLU) and 8-16-16-1 (tanh): nanoseconds for a call, with inputs that change from call to call.
/// Eigen's product of a constant size this large needs its stack limit lifted; the weights lie in static
/// memory. Both orders of the weights are measured, the faster one counts.

#define EIGEN_STACK_ALLOCATION_LIMIT 0
#include <Eigen/Dense>
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

#include "../common/digits.hpp"
#include "../common/measure.hpp"
#include "flush_denormals.hpp"

namespace {

constexpr int inputs_in_turn = 64;

template <int Out, int In, int Order = Eigen::ColMajor> struct Dense {
  Eigen::Matrix<float, Out, In, Out == 1 ? Eigen::RowMajor : Order> weight;
  Eigen::Matrix<float, Out, 1> bias;

  void randomise() {
    weight.setRandom();
    weight *= std::sqrt(3.0f / In);
    bias.setRandom();
    bias *= 0.1f;
  }
};

template <int Order> struct Mnist {
  Dense<128, 784, Order> first;
  Dense<10, 128, Order> second;

  [[gnu::noinline]] void operator()(const Eigen::Matrix<float, 784, 1>& x,
                                    Eigen::Matrix<float, 10, 1>& y) const {
    Eigen::Matrix<float, 128, 1> hidden = first.bias;
    hidden.noalias() += first.weight * x;
    hidden = hidden.cwiseMax(0.0f);
    y = second.bias;
    y.noalias() += second.weight * hidden;
  }
};

template <int Order> struct Small {
  Dense<16, 8, Order> first;
  Dense<16, 16, Order> second;
  Dense<1, 16, Order> third;

  [[gnu::noinline]] void operator()(const Eigen::Matrix<float, 8, 1>& x,
                                    Eigen::Matrix<float, 1, 1>& y) const {
    const Eigen::Matrix<float, 16, 1> a = (first.weight * x + first.bias).array().tanh();
    const Eigen::Matrix<float, 16, 1> b = (second.weight * a + second.bias).array().tanh();
    y = third.weight * b + third.bias;
  }
};

template <class Network, int In, int Out>
double nanoseconds(Network& network, std::array<Eigen::Matrix<float, In, 1>, inputs_in_turn>& inputs,
                   double duration) {
  Eigen::Matrix<float, Out, 1> y;
  unsigned int turn = 0;
  return 1e9 * bench::seconds_per_call(Out == 1 ? 10'000 : 500, duration, [&] {
           network(inputs[turn++ % inputs_in_turn], y);
           bench::keep(&y);
         });
}

/// The largest error of Eigen's float tanh on [-8, 8].
double tanh_error() {
  double worst = 0;
  for (int index = -80'000; index <= 80'000; index += 16) {
    Eigen::Array<float, 16, 1> x;
    for (int lane = 0; lane < 16; ++lane) x(lane) = static_cast<float>(index + lane) * 1e-4f;
    const Eigen::Array<float, 16, 1> y = x.tanh();
    for (int lane = 0; lane < 16; ++lane) {
      worst =
          std::max(worst, std::abs(static_cast<double>(y(lane)) - std::tanh(static_cast<double>(x(lane)))));
    }
  }
  return worst;
}

template <class Network> Network make() {
  Network network;
  network.first.randomise();
  network.second.randomise();
  if constexpr (requires { network.third; }) network.third.randomise();
  return network;
}

std::array<Eigen::Matrix<float, 784, 1>, inputs_in_turn> images;
std::array<Eigen::Matrix<float, 8, 1>, inputs_in_turn> signals;
Mnist<Eigen::ColMajor> mnist_columns;
Mnist<Eigen::RowMajor> mnist_rows;

}  // namespace

int main(int count, char** arguments) {
  const double duration = count > 1 ? std::atof(arguments[1]) : 1;
  bench::flush_denormals();
  const bench::Digits digits = bench::make_digits(inputs_in_turn);
  for (int turn = 0; turn < inputs_in_turn; ++turn) {
    std::copy_n(digits.image(turn), bench::pixels, images[static_cast<std::size_t>(turn)].data());
    signals[static_cast<std::size_t>(turn)].setRandom();
  }
  mnist_columns = make<Mnist<Eigen::ColMajor>>();
  mnist_rows = make<Mnist<Eigen::RowMajor>>();
  auto small_columns = make<Small<Eigen::ColMajor>>();
  auto small_rows = make<Small<Eigen::RowMajor>>();
  const double mnist =
      std::min(nanoseconds<decltype(mnist_columns), 784, 10>(mnist_columns, images, duration),
               nanoseconds<decltype(mnist_rows), 784, 10>(mnist_rows, images, duration));
  const double small = std::min(nanoseconds<decltype(small_columns), 8, 1>(small_columns, signals, duration),
                                nanoseconds<decltype(small_rows), 8, 1>(small_rows, signals, duration));
  bench::report("predict_784_128_10.eigen", mnist, "ns");
  bench::report("predict_8_16_16_1.eigen", small, "ns");
  bench::report("predict_8_16_16_1.eigen.tanh_error", tanh_error(), "absolute");
}
