// No include guard: included once per instruction set by kernels/cpu/isa.hpp.
//
// Convolutions in which every channel has its own filter: there is no product of matrices in them, so
// registers hold neighbouring channels and each pixel is summed directly.

namespace cortexpr::detail::inline CORTEXPR_BUILD::CORTEXPR_LEAF {

/// y or dx.
template <class T, WalkShape s, class Code> struct DepthwiseWalk {
  using V = vec<T>;
  using E = Evaluate<Code>;
  static constexpr int channels = s.groups;

  static void run(const ConvArgs<T, Code>& args, int thread, int threads) {
    const Picture<T> picture{s.picture, args.scratch};
    constexpr int bands = (s.oh + s.band() - 1) / s.band();
    const Share units = share_of(std::ptrdiff_t{args.images} * bands, thread, threads);
    for (std::ptrdiff_t unit = units.begin; unit < units.end; ++unit) {
      const int image = static_cast<int>(unit / bands), first = static_cast<int>(unit % bands) * s.band();
      const int last = first + s.band() < s.oh ? first + s.band() : s.oh;
      const T* data = args.a + image * (std::ptrdiff_t{s.picture.h} * s.picture.w * channels);
      const T* window = picture.band(data, first * s.stride_h,
                                     (last - first - 1) * s.stride_h + (s.kh - 1) * s.dilation_h + 1);
      for (int i = first; i < last; ++i, window += s.stride_h * picture.row_step())
        for (int j = 0; j < s.ow; ++j)
          pixel(args, window + std::ptrdiff_t{j} * s.stride_w * channels, picture.row_step(),
                (std::ptrdiff_t{image} * s.oh + i) * s.ow + j);
    }
  }

 private:
  static void pixel(const ConvArgs<T, Code>& args, const T* window, std::ptrdiff_t row_step,
                    std::ptrdiff_t at) {
    const auto row = E::row(args.epilogue, at);
    int c = 0;
    for (; c + lanes<T> <= channels; c += lanes<T>)
      E::at(row, c, sum(args.b + c, window + c, row_step, [](const T* p) { return load(p); }));
    if (const int n = channels - c; n > 0)
      E::first(row, c, sum(args.b + c, window + c, row_step, [n](const T* p) { return load_first(p, n); }),
               n);
  }
  template <class Load>
  CORTEXPR_INLINE static V sum(const T* weights, const T* window, std::ptrdiff_t row_step, Load read) {
    V total(T(0));
    for (int u = 0; u < s.kh; ++u)
      for (int v = 0; v < s.kw; ++v) {
        const int tap = s.flipped ? s.kh * s.kw - 1 - (u * s.kw + v) : u * s.kw + v;
        total = fma(read(window + u * s.dilation_h * row_step + std::ptrdiff_t{v} * s.dilation_w * channels),
                    read(weights + std::ptrdiff_t{tap} * channels), total);
      }
    return total;
  }
};

template <class T, ConvShape s, class Code> requires(s.depthwise())
struct Entry<Conv<T, s, Code>> : DepthwiseWalk<T, walk_forward(s), Code> {};

template <class T, ConvShape s, class Code> requires(s.depthwise())
struct Entry<ConvDataGradient<T, s, Code>> : DepthwiseWalk<T, walk_data_gradient(s), Code> {};

/// dweight: for every tap and register of channels the sum over all pixels; threads divide these.
template <class T, ConvShape s, class Code> requires(s.depthwise())
struct Entry<ConvWeightGradient<T, s, Code>> {
  using V = vec<T>;
  using E = Evaluate<Code>;
  static constexpr int pieces = (s.c + lanes<T> - 1) / lanes<T>;

  static void run(const ConvArgs<T, Code>& args, int thread, int threads) {
    const Share share = share_of(std::ptrdiff_t{s.kh} * s.kw * pieces, thread, threads);
    for (std::ptrdiff_t i = share.begin; i < share.end; ++i) {
      const int tap = static_cast<int>(i / pieces), c = static_cast<int>(i % pieces) * lanes<T>, n = s.c - c;
      const auto row = E::row(args.epilogue, tap);
      if (n >= lanes<T>)
        E::at(row, c, sum(args, tap, c, [](const T* p) { return load(p); }));
      else
        E::first(row, c, sum(args, tap, c, [n](const T* p) { return load_first(p, n); }), n);
    }
  }

 private:
  /// Four sums that do not wait for each other, each over every fourth pixel of a row.
  template <class Load> static V sum(const ConvArgs<T, Code>& args, int tap, int c, Load read) {
    const int u = tap / s.kw * s.dilation_h - s.top, v = tap % s.kw * s.dilation_w - s.left;
    const int begin =
        v < 0 ? (-v + s.stride_w - 1) / s.stride_w : 0;  // the pixels whose window is inside of x
    const int room = s.w - 1 - v, fit = room < 0 ? 0 : room / s.stride_w + 1, end = fit < s.ow ? fit : s.ow;
    V sums[4] = {V(T(0)), V(T(0)), V(T(0)), V(T(0))};
    for (int image = 0; image < args.images; ++image)
      for (int i = 0; i < s.oh; ++i) {
        const int p = i * s.stride_h + u;
        if (p < 0 || p >= s.h) continue;
        const T* x = args.a + ((std::ptrdiff_t{image} * s.h + p) * s.w + v) * s.c + c;
        const T* dy = args.b + (std::ptrdiff_t{image} * s.oh + i) * s.ow * s.c + c;
        const auto product = [&](int j, V total) {
          return fma(read(x + std::ptrdiff_t{j} * s.stride_w * s.c), read(dy + std::ptrdiff_t{j} * s.c),
                     total);
        };
        int j = begin;
        for (; j + 4 <= end; j += 4)
#pragma GCC unroll 4
          for (int k = 0; k < 4; ++k) sums[k] = product(j + k, sums[k]);
        for (; j < end; ++j) sums[0] = product(j, sums[0]);
      }
    return (sums[0] + sums[1]) + (sums[2] + sums[3]);
  }
};

}  // namespace cortexpr::detail::inline CORTEXPR_BUILD::CORTEXPR_LEAF
