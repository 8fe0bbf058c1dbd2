/// Something right of | that is no layer.
// expect: what stands right of | is not a layer: a layer is a constexpr callable Value -> Value
#include <cortexpr/cortexpr.hpp>

using namespace cortexpr;

constexpr auto net = input<4> | dense<3> | 5;

int main() { Model<net> model{seed(1)}; }
