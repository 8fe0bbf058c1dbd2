/// A part that begins with an input of another shape.
// expect: {"layer 2 (input)"}
// expect: {"[5]"}
// expect: {"[4]"}
// expect: {"change the input or the layer "}
// expect: {"before it"}
#include <cortexpr/cortexpr.hpp>

using namespace cortexpr;

constexpr auto net = input<8> | dense<4> | input<5> | dense<2>;

int main() { Model<net> model{seed(1)}; }
