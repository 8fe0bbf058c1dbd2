/// A repeated block that changes the shape.
// expect: {"layer 1 (repeat<3>)"}
// expect: {"a layer that keeps the shape [8, 8, "}
// expect: {"3]"}
// expect: {"[6, 6, 16]"}
// expect: {"repeat only what keeps its input\'s "}
// expect: {"shape"}
#include <cortexpr/cortexpr.hpp>

using namespace cortexpr;

constexpr auto net = input<8, 8, 3> | repeat<3>(conv2d<16, 3>);

int main() { Model<net> model{seed(1)}; }
