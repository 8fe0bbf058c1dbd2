/// A batch without rows.
// expect: batch<rows>: a batch has at least one row
#include <cortexpr/cortexpr.hpp>

using namespace cortexpr;

constexpr auto net = input<4> | dense<3>;

int main() {
  Model<net> model{seed(1)};
  Trainer trainer{model, mse, adam, batch<0>};
}
