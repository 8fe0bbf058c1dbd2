/// Matrix products, row-major, one thread, nothing packed beforehand: matmul [threads] [seconds] prints the
/// protocol's lines; `matmul all` prints more shapes for every instruction set that this program and this
/// processor have in common.
#include <cortexpr/kernels/cpu/isa.hpp>
#include <string>

#include "common/floats.hpp"
#include "common/measure.hpp"

using namespace cortexpr;
using namespace cortexpr::detail;

namespace {

using Plain = Fused<List<Operand<Access::anchor, float>>, List<>, List<Store<0, float>>>;

bench::Floats numbers(int rows, int columns) {
  bench::Floats x(static_cast<std::size_t>(rows) * static_cast<std::size_t>(columns));
  for (std::size_t i = 0; i < x.size(); ++i)
    x.data()[i] = static_cast<float>((i * 7919) % 1000) / 1000.f - 0.5f;
  return x;
}

template <GemmShape shape> void measure(const std::string& who, double duration) {
  const auto a = numbers(shape.rows, shape.depth), b = numbers(shape.depth, shape.columns);
  bench::Floats c = numbers(shape.rows, shape.columns), scratch(gemm_scratch(shape, 4));
  GemmArgs<float, Plain> args{};
  args.a = a.data();
  args.a_stride = shape.a_transposed ? shape.rows : shape.depth;
  args.b = b.data();
  args.b_stride = shape.b_transposed ? shape.depth : shape.columns;
  args.epilogue.store[0] = c.data();
  args.epilogue.store_stride[0] = shape.columns;
  args.rows = shape.rows;
  args.scratch = scratch.data();
  const double work = 2.0 * shape.rows * shape.columns * shape.depth;
  const double time = bench::seconds_per_call(static_cast<int>(1 + 1e9 / work), duration, [&] {
    run_on_cpu<Gemm<float, shape, Plain>>(args, 0, 1);
    bench::keep(c.data());
  });
  const auto text = [](int number) { return std::to_string(number); };
  bench::report("matmul_" + text(shape.rows) + "x" + text(shape.columns) + "x" + text(shape.depth) +
                    (shape.a_transposed   ? ".left_transposed"
                     : shape.b_transposed ? ".right_transposed"
                                          : "") +
                    "." + who,
                work / time * 1e-9, "GFLOP/s");
}

void measure_promised(const std::string& who, double duration) {
  measure<GemmShape{128, 128, 128}>(who, duration);
  measure<GemmShape{512, 512, 512}>(who, duration);
  measure<GemmShape{32, 128, 784}>(who, duration);
}

void measure_more(const std::string& who, double duration) {
  measure<GemmShape{1, 128, 784}>(who, duration);
  measure<GemmShape{32, 10, 128}>(who, duration);
  measure<GemmShape{784, 128, 32, true}>(who, duration);
  measure<GemmShape{128, 512, 512, false, true}>(who, duration);
  measure<GemmShape{512, 512, 128, true}>(who, duration);
  measure<GemmShape{64, 768, 3072}>(who, duration);
  measure<GemmShape{1, 16, 16}>(who, duration);
}

void measure_all() {
  constexpr InstructionSet sets[] = {InstructionSet::base, InstructionSet::avx2, InstructionSet::avx512};
  const char* const names[] = {"base", "avx2", "avx512"};
  const InstructionSet best = best_instruction_set();
  for (int i = 0; i < 3; ++i) {
    if (sets[i] > best || choose_instruction_set(sets[i]) != sets[i]) continue;
    measure_promised(names[i], 0.1);
    measure_more(names[i], 0.1);
  }
}

}  // namespace

int main(int count, char** arguments) {
  if (count > 1 && std::string(arguments[1]) == "all")
    measure_all();
  else
    measure_promised("cortexpr", count > 2 ? std::atof(arguments[2]) : 1);
}
