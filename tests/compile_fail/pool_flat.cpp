/// Pooling on a flat input.
// expect: {"layer 2 (max_pool<2>)"}
// expect: {"[height, width, channels]"}
// expect: {"[64]"}
// expect: {"add a channel axis: reshaped<h, w, "}
// expect: {"1>"}
#include <cortexpr/cortexpr.hpp>

using namespace cortexpr;

constexpr auto net = input<8, 8, 1> | flatten | max_pool<2>;

int main() { Model<net> model{seed(1)}; }
