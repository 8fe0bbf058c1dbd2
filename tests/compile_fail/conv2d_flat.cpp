/// A convolution on a flat input.
// expect: {"layer 1 (conv2d<32, 3>)"}
// expect: {"[height, width, channels]"}
// expect: {"[784]"}
// expect: {"add a channel axis: reshaped<h, w, "}
// expect: {"1>"}
#include <cortexpr/cortexpr.hpp>

using namespace cortexpr;

constexpr auto net = input<784> | conv2d<32, 3>;

int main() { Model<net> model{seed(1)}; }
