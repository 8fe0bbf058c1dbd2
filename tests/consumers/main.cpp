/// The program of somebody else's project: it compiles if the package brings the headers, C++20 and zlib with
/// it.
#include <cortexpr/cortexpr.hpp>
#include <cstdio>

// Without `using namespace`: the operators must be found all the same.
constexpr auto net = cortexpr::input<4> | cortexpr::dense<8> | cortexpr::relu | cortexpr::dense<3>;
static_assert(cortexpr::parameter_count<net> == 67);
static_assert(CORTEXPR_WITH_ZLIB == 1, "the package was built where zlib is, and must say so");

int main() {
  const cortexpr::Model<net> model{cortexpr::seed(1)};
  std::printf("%s\n", model.seed() == 1 && cortexpr::io::is_gzip("\x1f\x8b") ? "ok" : "not ok");
}
