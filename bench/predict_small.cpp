/// Single predictions, 784-128-10 (ReLU) and 8-16-16-1 (tanh): predict_small [threads] [seconds]. Nanoseconds
/// for a call, with inputs that change from call to call, and how exact tanh is.
#include <cmath>
#include <cortexpr/cortexpr.hpp>
#include <string>

#include "common/allocations.hpp"
#include "common/digits.hpp"
#include "common/measure.hpp"

using namespace cortexpr;
constexpr auto digit_net = input<784> | dense<128> | relu | dense<10>;
constexpr auto signal_net = input<8> | dense<16> | tanh | dense<16> | tanh | dense<1>;
constexpr auto just_tanh = input<16> | tanh;

namespace {

constexpr int inputs_in_turn = 64;

/// Measures calls with `inputs_in_turn` rows of `size` numbers in turn, `chunk` calls at a time.
template <const auto& net> void measure(const std::string& name, const std::vector<float>& inputs, int chunk,
                                        int thread_count, double duration) {
  const Model<net> model{seed(1)};
  Predictor predictor{model, batch<1>, threads(thread_count)};
  const std::size_t size = inputs.size() / inputs_in_turn;
  std::size_t turn = 0;
  long allocated = 0;
  const auto call = [&] { bench::keep(predictor(inputs.data() + turn++ % inputs_in_turn * size)); };
  bench::report(name, 1e9 * bench::seconds_per_call(chunk, duration, call), "ns");
  {
    const bench::CountedAllocations counted(allocated);
    for (int i = 0; i < chunk; ++i) call();
  }
  bench::report(name + ".allocations", static_cast<double>(allocated), "count");
}

/// The largest error of a tanh layer on [-8, 8].
double tanh_error() {
  const Model<just_tanh> model;
  Predictor predictor{model, batch<1>};
  double worst = 0;
  for (int index = -80'000; index <= 80'000; index += 16) {
    float x[16];
    for (int lane = 0; lane < 16; ++lane) x[lane] = static_cast<float>(index + lane) * 1e-4f;
    const float* y = predictor(x);
    for (int lane = 0; lane < 16; ++lane)
      worst = std::max(worst, std::abs(double{y[lane]} - std::tanh(double{x[lane]})));
  }
  return worst;
}

}  // namespace

int main(int count, char** arguments) {
  const int thread_count = count > 1 ? std::atoi(arguments[1]) : 1;
  const double duration = count > 2 ? std::atof(arguments[2]) : 1;
  const std::string end = thread_count == 1 ? "" : ".threads" + std::to_string(thread_count);
  const bench::Digits digits = bench::make_digits(inputs_in_turn);
  std::vector<float> signals(inputs_in_turn * 8);
  for (std::size_t i = 0; i < signals.size(); ++i)
    signals[i] = static_cast<float>(bench::mix(static_cast<std::uint32_t>(i)) % 2000) / 1000.0f - 1.0f;
  measure<digit_net>("predict_784_128_10.cortexpr" + end, digits.images, 500, thread_count, duration);
  measure<signal_net>("predict_8_16_16_1.cortexpr" + end, signals, 10'000, thread_count, duration);
  bench::report("predict_8_16_16_1.cortexpr.tanh_error", tanh_error(), "absolute");
}
