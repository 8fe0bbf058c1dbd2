/// A sample of another shape than the network's input.
// expect: predict<net>(x): x has not the shape of the network's input
#include <cortexpr/cortexpr.hpp>

using namespace cortexpr;

constexpr auto net = input<2> | dense<2>(Tensor{{1.f, 1.f}, {1.f, 1.f}}, Tensor{0.f, -1.f}) | relu;

int main() { (void)predict<net>(Tensor{1.f, 0.f, 1.f}); }
