/// A network that does not say what goes into it.
// expect: {"layer 0 (dense<128>)"}
// expect: {"an input of known shape"}
// expect: {"a network that does not state it"}
// expect: {"begin the network with input<...>"}
#include <cortexpr/cortexpr.hpp>

using namespace cortexpr;

constexpr auto net = dense<128> | relu | dense<10>;

int main() { Model<net> model{seed(1)}; }
