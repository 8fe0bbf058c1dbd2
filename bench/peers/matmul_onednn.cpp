/// Matrix products with oneDNN's dnnl_sgemm: matmul_onednn [seconds]. Row-major, nothing packed beforehand.

#include <dnnl.h>

#include <cstdlib>
#include <string>

#include "../common/floats.hpp"
#include "../common/measure.hpp"
#include "flush_denormals.hpp"

namespace {

void measure(int rows, int columns, int inner, double duration) {
  bench::Floats a(static_cast<std::size_t>(rows * inner), 0.5f);
  bench::Floats b(static_cast<std::size_t>(inner * columns), 0.25f);
  bench::Floats c(static_cast<std::size_t>(rows * columns));
  const double work = 2.0 * rows * columns * inner;
  const double time = bench::seconds_per_call(static_cast<int>(1 + 1e9 / work), duration, [&] {
    dnnl_sgemm('N', 'N', rows, columns, inner, 1.0f, a.data(), inner, b.data(), columns, 0.0f, c.data(),
               columns);
    bench::keep(c.data());
  });
  const auto text = [](int number) { return std::to_string(number); };
  bench::report("matmul_" + text(rows) + "x" + text(columns) + "x" + text(inner) + ".onednn",
                work / time * 1e-9, "GFLOP/s");
}

}  // namespace

int main(int count, char** arguments) {
  const double duration = count > 1 ? std::atof(arguments[1]) : 1;
  bench::flush_denormals();
  measure(128, 128, 128, duration);
  measure(512, 512, 512, duration);
  measure(32, 128, 784, duration);
}
