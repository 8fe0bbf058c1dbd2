/// A slice that ends behind the end.
// expect: {"layer 2 (slice)"}
// expect: {"0 <= begin < end <= 8"}
// expect: {"begin 4, end 12"}
// expect: {"slice inside the axis"}
#include <cortexpr/cortexpr.hpp>

using namespace cortexpr;

constexpr auto net = input<10> | dense<8> | [](Value x) { return slice(x, 0, 4, 12); };

int main() { Model<net> model{seed(1)}; }
