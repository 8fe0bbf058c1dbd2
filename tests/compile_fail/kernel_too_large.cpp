/// A kernel that is larger than the image.
// expect: {"layer 1 (conv2d<8, 5>)"}
// expect: {"an image of at least 5 x 5"}
// expect: {"[4, 4, 1]"}
// expect: {"use a smaller kernel or .padding = "}
// expect: {"same"}
#include <cortexpr/cortexpr.hpp>

using namespace cortexpr;

constexpr auto net = input<4, 4, 1> | conv2d<8, 5>;

int main() { Model<net> model{seed(1)}; }
