/// A network that is not a constant.
// expect: {"this network"}
// expect: {"a constant"}
// expect: {"an object made at run time"}
// expect: {"declare it constexpr auto"}
#include <cortexpr/cortexpr.hpp>

using namespace cortexpr;

auto net = input<4> | dense<3>;

int main() { Model<net> model{seed(1)}; }
