/// A user's layer whose operator() is not constexpr.
// expect: {"this network"}
// expect: {"layers with a constexpr operator()"}
// expect: {"one whose is not"}
// expect: {"declare it constexpr"}
#include <cortexpr/cortexpr.hpp>

using namespace cortexpr;

struct Twice {
  Value operator()(Value x) const { return x * 2.0; }
};
constexpr auto net = input<4> | dense<3> | Twice{};

int main() { Model<net> model{seed(1)}; }
