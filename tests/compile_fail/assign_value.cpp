/// A value assigned that is not a state.
// expect: {"layer 1 (assign)"}
// expect: {"a state"}
// expect: {"another value"}
// expect: {"make it with x.state(name, shape)"}
#include <cortexpr/cortexpr.hpp>

using namespace cortexpr;

constexpr auto net = input<8> | [](Value x) { return assign(x, x * 2.0); };

int main() { Model<net> model{seed(1)}; }
