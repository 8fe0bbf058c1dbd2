/// The program of somebody else's project: it compiles if the package brings the headers, C++20 and zlib with
/// it.
#include <cortexpr/cortexpr.hpp>
#include <cstdio>

using namespace cortexpr;

constexpr auto net = input<4> | dense<8> | relu | dense<3>;
static_assert(parameter_count<net> == 67);
static_assert(CORTEXPR_WITH_ZLIB == 1, "the package was built where zlib is, and must say so");

int main() {
  Model<net> model{seed(1)};
  std::printf("%s\n", io::is_gzip("\x1f\x8b") ? "ok" : "not ok");
}
