/// A mistake deep inside a block.
// expect: {"layer 2.0.2 (max_pool<2>)"}
// expect: {"[height, width, channels]"}
// expect: {"[8]"}
// expect: {"add a channel axis: reshaped<h, w, "}
// expect: {"1>"}
#include <cortexpr/cortexpr.hpp>

using namespace cortexpr;

constexpr auto net = input<8> | relu | repeat<2>(dense<8> | relu | max_pool<2>);

int main() { Model<net> model{seed(1)}; }
