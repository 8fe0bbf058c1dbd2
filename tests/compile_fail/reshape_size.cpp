/// A reshape that changes the number of elements.
// expect: {"layer 1 (reshape)"}
// expect: {"a shape of 30 elements"}
// expect: {"[30] to [4, 8]"}
// expect: {"let one extent be -1"}
#include <cortexpr/cortexpr.hpp>

using namespace cortexpr;

constexpr auto net = input<30> | reshaped<4, 8>;

int main() { Model<net> model{seed(1)}; }
