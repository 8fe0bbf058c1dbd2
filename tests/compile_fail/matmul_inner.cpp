/// A product whose inner sizes differ.
// expect: {"layer 2 (matmul)"}
// expect: {"[..., m, k] and [..., k, n]"}
// expect: {"[8] and [6, 8]"}
// expect: {"make the inner sizes agree"}
#include <cortexpr/cortexpr.hpp>

using namespace cortexpr;

constexpr auto net = input<10> | dense<8> | [](Value x) { return matmul(x, x.parameter("w", {6, 8})); };

int main() { Model<net> model{seed(1)}; }
