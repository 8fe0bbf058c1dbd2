/// An embedding of numbers that are not integers.
// expect: {"layer 1 (embedding<1000, 16>)"}
// expect: {"integers"}
// expect: {"float"}
// expect: {"begin the network with "}
// expect: {"tokens<length>"}
#include <cortexpr/cortexpr.hpp>

using namespace cortexpr;

constexpr auto net = input<32> | embedding<1000, 16>;

int main() { Model<net> model{seed(1)}; }
