#include <doctest/doctest.h>
#include <cortexpr/kernels/cpu/isa.hpp>
#include <vector>

using namespace cortexpr;
using namespace cortexpr::detail;

namespace {

/// result = product, and relu(product + bias of the column).
template <class T> using BiasRelu =
    Fused<List<Operand<Access::anchor, T>, Operand<Access::contiguous, T>>,
          List<Step<add_op, 0, 1>, Step<relu_op, 2>>, List<Store<0, T>, Store<3, T>>>;

template <class T> std::vector<T> numbers(std::size_t n, std::size_t seed) {
  std::vector<T> x(n);
  for (std::size_t i = 0; i < n; ++i)
    x[i] = static_cast<T>(static_cast<double>(((i + seed) * 7919 + 13) % 1009) / 504.5 - 1);
  return x;
}

struct Expected {
  std::vector<double> value, magnitude;
  void resize(std::size_t n) { value.assign(n, 0), magnitude.assign(n, 1e-30); }
  void add(std::size_t i, double x) { value[i] += x, magnitude[i] += x < 0 ? -x : x; }
};

/// The three convolutions of one shape and what they should give, in blocks of exactly the right size.
template <class T, ConvShape s> struct Problem {
  static constexpr int images = 3;
  Shape x_shape{s.h, s.w, s.c}, w_shape{s.kh, s.kw, s.c / s.groups, s.f}, y_shape{s.oh, s.ow, s.f};
  std::vector<T> x = numbers<T>(images * x_shape.size(), 1), w = numbers<T>(w_shape.size(), 2),
                 dy = numbers<T>(images * y_shape.size(), 3),
                 bias = numbers<T>(static_cast<std::size_t>(s.c + s.f), 4);
  Expected y, dx, dw;

  Problem() {
    y.resize(images * y_shape.size());
    dx.resize(x.size());
    dw.resize(w.size());
    ConvolutionGeometry g;
    g.stride_h = s.stride_h, g.stride_w = s.stride_w, g.dilation_h = s.dilation_h,
    g.dilation_w = s.dilation_w;
    g.top = s.top, g.left = s.left, g.groups = s.groups;
    const auto real = [](T v) { return static_cast<double>(v); };
    for_each_product(x_shape, w_shape, y_shape, g.attributes(), images,
                     [&](std::size_t i, std::size_t j, std::size_t k) {
                       y.add(k, real(x[i]) * real(w[j]));
                       dx.add(i, real(dy[k]) * real(w[j]));
                       dw.add(j, real(x[i]) * real(dy[k]));
                     });
  }

  template <class Call> std::vector<T> run(const std::vector<T>& a, const std::vector<T>& b, std::size_t size,
                                           int columns, std::size_t scratch_size, int count,
                                           int threads) const {
    std::vector<T> result(size, T(77)), activated = result;
    for (int thread = 0; thread < threads; ++thread) {
      std::vector<T> scratch(scratch_size + 64 / sizeof(T));
      ConvArgs<T, BiasRelu<T>> args{};
      args.a = a.data();
      args.b = b.data();
      args.images = count;
      args.epilogue.load[1] = bias.data();
      args.epilogue.store[0] = result.data();
      args.epilogue.store[1] = activated.data();
      args.epilogue.store_stride[0] = args.epilogue.store_stride[1] = columns;
      args.scratch =
          scratch.data() + (64 - reinterpret_cast<std::size_t>(scratch.data()) % 64) % 64 / sizeof(T);
      run_on_cpu<Call>(args, thread, threads);
    }
    for (std::size_t i = 0; i < size; ++i) {
      const T z = result[i] + bias[i % static_cast<std::size_t>(columns)];
      if (result[i] != T(77)) activated[i] -= z > 0 ? z : T(0);
      if (result[i] != T(77) && !(activated[i] < T(1e-4) && activated[i] > T(-1e-4))) result[i] = T(1e9);
    }
    return result;
  }
  std::vector<T> forward(int count, int threads) const {
    return run<Conv<T, s, BiasRelu<T>>>(x, w, y.value.size(), s.f, conv_scratch(s, sizeof(T)), count,
                                        threads);
  }
  std::vector<T> data_gradient(int count, int threads) const {
    return run<ConvDataGradient<T, s, BiasRelu<T>>>(dy, w, x.size(), s.c,
                                                    conv_data_gradient_scratch(s, sizeof(T)), count, threads);
  }
  std::vector<T> weight_gradient(int count, int threads) const {
    return run<ConvWeightGradient<T, s, BiasRelu<T>>>(
        x, dy, w.size(), s.f, conv_weight_gradient_scratch(s, sizeof(T)), count, threads);
  }
};

template <class T> double error(const std::vector<T>& found, const Expected& e) {
  double worst = 0;
  for (std::size_t i = 0; i < found.size(); ++i) {
    const double d = static_cast<double>(found[i]) - e.value[i];
    worst = (d < 0 ? -d : d) / e.magnitude[i] > worst ? (d < 0 ? -d : d) / e.magnitude[i] : worst;
  }
  return worst / (sizeof(T) == 4 ? 6e-8 : 1.2e-16);
}

/// The first `count` images have the same bits in both, and only they were written in `fewer`.
template <class T> bool same_images(const std::vector<T>& fewer, const std::vector<T>& all, std::size_t count,
                                    std::size_t images) {
  const std::size_t n = all.size() / images * count;
  for (std::size_t i = 0; i < all.size(); ++i)
    if (fewer[i] != (i < n ? all[i] : T(77))) return false;
  return true;
}

template <class T, ConvShape s> void check() {
  CAPTURE(s.h);
  CAPTURE(s.w);
  CAPTURE(s.c);
  CAPTURE(s.f);
  CAPTURE(s.kh);
  CAPTURE(s.stride_h);
  CAPTURE(s.groups);
  const Problem<T, s> p;
  const std::vector<T> y = p.forward(3, 1), dx = p.data_gradient(3, 1), dw = p.weight_gradient(3, 1);
  CHECK(error(y, p.y) < 8);
  CHECK(error(dx, p.dx) < 8);
  CHECK(error(dw, p.dw) < 16);
  CHECK(p.forward(3, 3) == y);
  CHECK(p.data_gradient(3, 3) == dx);
  CHECK(p.weight_gradient(3, 3) == dw);
  CHECK(same_images(p.forward(2, 2), y, 2, 3));
  CHECK(same_images(p.data_gradient(1, 1), dx, 1, 3));
  CHECK(same_images(p.forward(0, 1), y, 0, 3));
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

TEST_CASE("convolutions with and without padding") {
  for_each_instruction_set([] {
    check<float, ConvShape{.h = 9, .w = 8, .c = 1, .kh = 3, .kw = 3, .oh = 7, .ow = 6, .f = 5}>();
    check<
        float,
        ConvShape{
            .h = 14, .w = 15, .c = 6, .kh = 3, .kw = 3, .oh = 14, .ow = 15, .f = 40, .top = 1, .left = 1}>();
    check<float, ConvShape{.h = 5, .w = 6, .c = 35, .kh = 1, .kw = 1, .oh = 5, .ow = 6, .f = 19}>();
    check<double, ConvShape{.h = 6, .w = 7, .c = 3, .kh = 5, .kw = 2, .oh = 6, .ow = 6, .f = 9, .top = 2}>();
  });
}

TEST_CASE("stride, dilation, groups") {
  for_each_instruction_set([] {
    check<float, ConvShape{.h = 13,
                           .w = 12,
                           .c = 4,
                           .kh = 3,
                           .kw = 3,
                           .oh = 7,
                           .ow = 6,
                           .f = 21,
                           .stride_h = 2,
                           .stride_w = 2,
                           .top = 1,
                           .left = 1}>();
    check<float, ConvShape{.h = 12,
                           .w = 11,
                           .c = 3,
                           .kh = 3,
                           .kw = 2,
                           .oh = 8,
                           .ow = 8,
                           .f = 7,
                           .dilation_h = 2,
                           .dilation_w = 3}>();
    check<float, ConvShape{.h = 8,
                           .w = 9,
                           .c = 6,
                           .kh = 3,
                           .kw = 3,
                           .oh = 4,
                           .ow = 9,
                           .f = 34,
                           .stride_h = 2,
                           .top = 1,
                           .left = 1,
                           .groups = 2}>();
    check<float, ConvShape{.h = 7,
                           .w = 7,
                           .c = 3,
                           .kh = 2,
                           .kw = 2,
                           .oh = 2,
                           .ow = 2,
                           .f = 6,
                           .stride_h = 3,
                           .stride_w = 3,
                           .groups = 3}>();
  });
}

TEST_CASE("one filter for each channel") {
  for_each_instruction_set([] {
    check<float, ConvShape{.h = 9,
                           .w = 11,
                           .c = 37,
                           .kh = 3,
                           .kw = 3,
                           .oh = 9,
                           .ow = 11,
                           .f = 37,
                           .top = 1,
                           .left = 1,
                           .groups = 37}>();
    check<float, ConvShape{.h = 9,
                           .w = 8,
                           .c = 5,
                           .kh = 3,
                           .kw = 2,
                           .oh = 4,
                           .ow = 3,
                           .f = 5,
                           .stride_h = 2,
                           .stride_w = 2,
                           .dilation_w = 2,
                           .top = 0,
                           .left = 1,
                           .groups = 5}>();
  });
}
