/// How fast matrix products are, one thread: GFLOP/s of the best of several rounds, for every instruction set
/// that this program and this processor have in common.
///   g++ -std=c++20 -O2 -Iinclude bench/matmul.cpp -o matmul && ./matmul
#include <chrono>
#include <cortexpr/kernels/cpu/isa.hpp>
#include <cstdio>
#include <vector>

using namespace cortexpr;
using namespace cortexpr::detail;

namespace {

using Clock = std::chrono::steady_clock;
using Plain = Fused<List<Operand<Access::anchor, float>>, List<>, List<Store<0, float>>>;

std::vector<float> numbers(std::size_t n) {
  std::vector<float> x(n);
  for (std::size_t i = 0; i < n; ++i) x[i] = static_cast<float>((i * 7919) % 1000) / 1000.f - 0.5f;
  return x;
}

/// Seconds of one call: the fastest of many rounds of at least a millisecond.
template <class F>
double seconds(F f) {
  int calls = 1;
  double best = 1e9;
  for (int round = 0; round < 30;) {
    const auto start = Clock::now();
    for (int i = 0; i < calls; ++i) f();
    const double t = std::chrono::duration<double>(Clock::now() - start).count();
    if (t < 2e-3)
      calls *= 2;
    else
      ++round, best = t / calls < best ? t / calls : best;
  }
  return best;
}

template <GemmShape shape>
void measure(const char* name) {
  const auto size = [](int a, int b) { return static_cast<std::size_t>(a) * static_cast<std::size_t>(b); };
  const auto a = numbers(size(shape.rows, shape.depth)), b = numbers(size(shape.depth, shape.columns));
  std::vector<float> c(size(shape.rows, shape.columns)), scratch(gemm_scratch(shape, 4) + 16);
  GemmArgs<float, Plain> args{};
  args.a = a.data();
  args.a_stride = shape.a_transposed ? shape.rows : shape.depth;
  args.b = b.data();
  args.b_stride = shape.b_transposed ? shape.depth : shape.columns;
  args.epilogue.store[0] = c.data();
  args.epilogue.store_stride[0] = shape.columns;
  args.rows = shape.rows;
  args.scratch = scratch.data() + (64 - reinterpret_cast<std::size_t>(scratch.data()) % 64) / 4;
  const double t = seconds([&] { run_on_cpu<Gemm<float, shape, Plain>>(args, 0, 1); });
  std::printf("matmul_%s %.1f GFLOP/s %.3f us\n", name, 2e-9 * shape.rows * shape.columns * shape.depth / t,
              t * 1e6);
}

void measure_all() {
  measure<GemmShape{128, 128, 128}>("128");
  measure<GemmShape{512, 512, 512}>("512");
  measure<GemmShape{32, 128, 784}>("32x128x784");
  measure<GemmShape{1, 128, 784}>("1x128x784");
  measure<GemmShape{32, 10, 128}>("32x10x128");
  measure<GemmShape{784, 128, 32, true}>("784x128x32_transposed_a");
  measure<GemmShape{128, 512, 512, false, true}>("128x512x512_transposed_b");
  measure<GemmShape{512, 512, 128, true}>("512x512x128_transposed_a");
  measure<GemmShape{64, 768, 3072}>("64x768x3072");
  measure<GemmShape{1, 16, 16}>("1x16x16");
}

}  // namespace

int main() {
  const InstructionSet best = best_instruction_set();
  for (const auto& [set, name] :
       {std::pair{InstructionSet::base, "base"}, std::pair{InstructionSet::avx2, "avx2"},
        std::pair{InstructionSet::avx512, "avx512"}}) {
    if (choose_instruction_set(set) != set || set > best) continue;
    std::printf("instruction_set %s\n", name);
    measure_all();
  }
}
