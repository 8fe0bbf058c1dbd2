/// Two inputs that are added.
// expect: {"add"}
// expect: {"two shapes whose trailing sizes "}
// expect: {"agree"}
// expect: {"[3] and [2]"}
// expect: {"reshape one, or change a layer\'s "}
// expect: {"size"}
#include <cortexpr/cortexpr.hpp>

using namespace cortexpr;

constexpr auto net =
    network([](Value a, Value b) { return (a | input<4> | dense<3>)+(b | input<5> | dense<2>); });

int main() { Model<net> model{seed(1)}; }
