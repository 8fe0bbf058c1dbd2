/// A prediction by a network whose parameters nobody knows.
// expect: predict<net>(x): this network has trainable parameters; use a Model
#include <cortexpr/cortexpr.hpp>

using namespace cortexpr;

constexpr auto net = input<2> | dense<2>;

int main() { (void)predict<net>(Tensor{1.f, 0.f}); }
