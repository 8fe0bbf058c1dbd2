/// Branches whose results do not fit side by side.
// expect: {"layer 1 (concat)"}
// expect: {"parts equal but for one axis"}
// expect: {"[6, 6, 4] and [4, 4, 4]"}
// expect: {"make the other sizes agree"}
#include <cortexpr/cortexpr.hpp>

using namespace cortexpr;

constexpr auto net = input<8, 8, 3> | branch(conv2d<4, 3>, conv2d<4, 5>);

int main() { Model<net> model{seed(1)}; }
