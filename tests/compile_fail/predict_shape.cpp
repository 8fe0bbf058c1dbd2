/// A sample of another shape than the network's input.
// expect: predict(model, x): x has not the shape of the network's input
#include <cortexpr/cortexpr.hpp>

using namespace cortexpr;

constexpr auto net = input<4> | dense<3>;

int main() {
  Model<net> model{seed(1)};
  (void)predict(model, Tensor<float, 5>{});
}
