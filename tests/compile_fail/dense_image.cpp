/// A dense layer on an image.
// expect: {"layer 1 (dense<10>)"}
// expect: {"[features] or [time, features]"}
// expect: {"[28, 28, 1]"}
// expect: {"put flatten before it"}
#include <cortexpr/cortexpr.hpp>

using namespace cortexpr;

constexpr auto net = input<28, 28, 1> | dense<10>;

int main() { Model<net> model{seed(1)}; }
