/// A pooling window that is larger than the image.
// expect: {"layer 2 (average_pool<3>)"}
// expect: {"an image of at least 3 x 3"}
// expect: {"[2, 2, 8]"}
// expect: {"use a smaller window or .padding = "}
// expect: {"same"}
#include <cortexpr/cortexpr.hpp>

using namespace cortexpr;

constexpr auto net = input<4, 4, 1> | conv2d<8, 3> | average_pool<3>;

int main() { Model<net> model{seed(1)}; }
