#include <doctest/doctest.h>
#include <cortexpr/kernels/cpu/isa.hpp>
#include <vector>

using namespace cortexpr;
using namespace cortexpr::detail;

namespace {

inline constexpr Op test_add{.name = "test_add"}, test_relu{.name = "test_relu"};

}  // namespace

template <> struct cortexpr::Kernel<test_add, Cpu> {
  template <class T> static T apply(T a, T b) { return a + b; }
};
template <> struct cortexpr::Kernel<test_relu, Cpu> {
  template <class T> static T apply(T a) { return a > 0 ? a : T(0); }
};

namespace {

/// C = product, D = relu(product + bias + scale), where the bias lies along the columns and there is one
/// scale a row.
template <class T> using BiasRelu =
    Fused<List<Operand<Access::contiguous, T>, Operand<Access::anchor, T>, Operand<Access::uniform, T>>,
          List<Step<test_add, 1, 0>, Step<test_add, 3, 2>, Step<test_relu, 4>>,
          List<Store<1, T>, Store<5, T>>>;

double number(std::size_t i) { return static_cast<double>((i * 7919 + 13) % 1009) / 504.5 - 1; }

template <class T> std::vector<T> numbers(std::size_t n, std::size_t seed) {
  std::vector<T> x(n);
  for (std::size_t i = 0; i < n; ++i) x[i] = static_cast<T>(number(i + seed));
  return x;
}

constexpr std::size_t size(int a, int b) { return static_cast<std::size_t>(a) * static_cast<std::size_t>(b); }

/// One product and everything it reads and writes, in heap blocks of exactly the right size: the sanitizers
/// see a single element too many.
template <class T, GemmShape shape> struct Problem {
  std::vector<T> a = numbers<T>(size(shape.rows, shape.depth), 1),
                 b = numbers<T>(size(shape.depth, shape.columns), 2),
                 bias = numbers<T>(size(1, shape.columns), 3), scale = numbers<T>(size(shape.rows, 1), 4);
  std::vector<T> c = std::vector<T>(size(shape.rows, shape.columns), T(77)), d = c;

  void run(int rows, int threads) {
    for (int thread = 0; thread < threads; ++thread) {
      std::vector<T> scratch(gemm_scratch(shape, sizeof(T)) + 64 / sizeof(T));
      GemmArgs<T, BiasRelu<T>> args{};
      args.a = a.data();
      args.a_stride = shape.a_transposed ? shape.rows : shape.depth;
      args.b = b.data();
      args.b_stride = shape.b_transposed ? shape.depth : shape.columns;
      args.epilogue.load[0] = bias.data();
      args.epilogue.load[2] = scale.data();
      args.epilogue.load_stride[2] = 1;
      args.epilogue.store[0] = c.data();
      args.epilogue.store[1] = d.data();
      args.epilogue.store_stride[0] = args.epilogue.store_stride[1] = shape.columns;
      args.rows = rows;
      args.scratch =
          scratch.data() + (64 - reinterpret_cast<std::size_t>(scratch.data()) % 64) % 64 / sizeof(T);
      run_on_cpu<Gemm<T, shape, BiasRelu<T>>>(args, thread, threads);
    }
  }

  double a_at(int m, int k) const {
    return static_cast<double>(
        a[shape.a_transposed ? size(k, shape.rows) + size(1, m) : size(m, shape.depth) + size(1, k)]);
  }
  double b_at(int k, int n) const {
    return static_cast<double>(
        b[shape.b_transposed ? size(n, shape.depth) + size(1, k) : size(k, shape.columns) + size(1, n)]);
  }

  /// The largest error, in units of the last place of the sum of all magnitudes.
  double error(int rows) const {
    double worst = 0;
    for (int m = 0; m < rows; ++m)
      for (int n = 0; n < shape.columns; ++n) {
        double sum = 0, magnitude = 1e-30;
        const auto add = [&](double x) { sum += x, magnitude += x < 0 ? -x : x; };
        for (int k = 0; k < shape.depth; ++k) add(a_at(m, k) * b_at(k, n));
        const std::size_t i = size(m, shape.columns) + size(1, n);
        const double c_error = static_cast<double>(c[i]) - sum;
        add(static_cast<double>(bias[size(1, n)]));
        add(static_cast<double>(scale[size(1, m)]));
        for (const double e : {c_error, static_cast<double>(d[i]) - (sum > 0 ? sum : 0)})
          worst = (e < 0 ? -e : e) / magnitude > worst ? (e < 0 ? -e : e) / magnitude : worst;
      }
    return worst / ((1 + shape.depth / 64.0) * (sizeof(T) == 4 ? 6e-8 : 1.2e-16));
  }
};

/// Right against double loops, and the same bits for any number of rows and of threads.
template <class T, GemmShape shape> void check() {
  CAPTURE(shape.rows);
  CAPTURE(shape.columns);
  CAPTURE(shape.depth);
  CAPTURE(sizeof(T));
  Problem<T, shape> all;
  all.run(shape.rows, 1);
  CHECK(all.error(shape.rows) < 8);
  Problem<T, shape> divided;
  divided.run(shape.rows, 3);
  CHECK(divided.c == all.c);
  CHECK(divided.d == all.d);
  for (const int rows : {0, 1, shape.rows / 2, shape.rows - 1}) {
    CAPTURE(rows);
    Problem<T, shape> fewer;
    fewer.run(rows, 2);
    bool same = true, untouched = true;
    for (std::size_t i = 0; i < fewer.c.size(); ++i) {
      if (i < size(rows, shape.columns))
        same = same && fewer.c[i] == all.c[i] && fewer.d[i] == all.d[i];
      else
        untouched = untouched && fewer.c[i] == 77 && fewer.d[i] == 77;
    }
    CHECK(same);
    CHECK(untouched);
  }
}

template <class F> void for_each_instruction_set(F f) {
  const InstructionSet before = instruction_set();
  for (const InstructionSet set : {InstructionSet::base, InstructionSet::avx2, InstructionSet::avx512})
    if (choose_instruction_set(set) == set) {
      CAPTURE(static_cast<int>(set));
      f();
    }
  choose_instruction_set(before);
}

}  // namespace

TEST_CASE("matrix products of all kinds of sizes") {
  for_each_instruction_set([] {
    check<float, GemmShape{1, 1, 1}>();
    check<float, GemmShape{3, 16, 8}>();
    check<float, GemmShape{5, 1, 16}>();
    check<float, GemmShape{7, 10, 128}>();
    check<float, GemmShape{1, 128, 70}>();
    check<float, GemmShape{32, 37, 33}>();
    check<float, GemmShape{33, 100, 3}>();
    check<float, GemmShape{70, 200, 600}>();
    check<double, GemmShape{5, 3, 7}>();
    check<double, GemmShape{41, 53, 300}>();
  });
}

TEST_CASE("transposed operands") {
  for_each_instruction_set([] {
    check<float, GemmShape{37, 45, 20, true, false}>();
    check<float, GemmShape{37, 45, 20, false, true}>();
    check<float, GemmShape{64, 7, 530, true, true}>();
    check<float, GemmShape{9, 80, 700, false, true}>();
    check<double, GemmShape{13, 21, 34, true, true}>();
  });
}

TEST_CASE("scratch memory is bounded") {
  static_assert(gemm_scratch({512, 512, 512}, 4) * 4 <= 160 * 1024);
  static_assert(gemm_scratch({1, 128, 784}, 4) * 4 <= 1024);
  static_assert(gemm_scratch({32, 16, 16}, 4) == 0);
}
