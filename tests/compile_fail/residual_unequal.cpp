/// A residual block whose branches have unequal sizes.
// expect: {"layer 2 (add)"}
// expect: {"two shapes whose trailing sizes "}
// expect: {"agree"}
// expect: {"[8] and [4]"}
// expect: {"reshape one, or change a layer\'s "}
// expect: {"size"}
#include <cortexpr/cortexpr.hpp>

using namespace cortexpr;

constexpr auto net = input<16> | dense<8> | [](Value x) { return x + (x | dense<4> | relu); };

int main() { Model<net> model{seed(1)}; }
