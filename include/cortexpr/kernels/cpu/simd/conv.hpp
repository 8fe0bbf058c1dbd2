// No include guard: included once per instruction set by kernels/cpu/isa.hpp.
//
// Convolution and its gradient for the input as a matrix product that never builds its matrix: row p of A is
// the window of pixel p, which lies in the picture as kh (or kh kw) contiguous runs, so Micro walks over them
// as its segments. Units of work are bands of rows of the result; each is padded once and used for all its
// pixels.

namespace cortexpr::detail::inline CORTEXPR_BUILD::CORTEXPR_LEAF {

/// Everything about a convolution that is not in the type of its tile.
template <class T> struct Walk {
  using Panel = void (*)(const Walk&, int group, int column, Share units);

  WalkShape s;
  Picture<T> picture;
  const T* source;
  const T* weights;
  int images;
  T* sums;    ///< one tile
  T* packed;  ///< a panel of the weights, for dx
  Finish<T> finish;
  const void* epilogue;
  Panel whole, rest;  ///< panels of `width` channels, and the narrower one that may be left
  int width;

  int bands() const { return (s.oh + s.band() - 1) / s.band(); }
};

/// All units of one panel of channels of one group.
template <class T, int rows, int vectors, bool partial> struct WalkPanel {
  static constexpr int width = vectors * lanes<T>;

  static void run(const Walk<T>& w, int group, int column, Share units) {
    const int columns = w.s.outputs - column < width ? w.s.outputs - column : width;
    Strip<T, rows> strip;
    if (w.s.flipped) pack(w, group, column, columns);
    strip.b = w.s.flipped ? w.packed : w.weights + group * w.s.outputs + column;
    strip.b_step = w.s.flipped ? width : std::ptrdiff_t{w.s.groups} * w.s.outputs;
    strip.last = columns - (vectors - 1) * lanes<T>;
    strip.c = w.sums;
    strip.a_step = 1;
    for (std::ptrdiff_t unit = units.begin; unit < units.end; ++unit) {
      const int image = static_cast<int>(unit / w.bands()),
                first = static_cast<int>(unit % w.bands()) * w.s.band();
      const int last = first + w.s.band() < w.s.oh ? first + w.s.band() : w.s.oh;
      const PictureShape& p = w.picture.s;
      const T* image_data = w.source + image * (std::ptrdiff_t{p.h} * p.w * p.c);
      const T* window =
          w.picture.band(image_data, first * w.s.stride_h, w.s.rows_of(last - first)) + group * w.s.inputs;
      const int pixels = (last - first) * w.s.ow;
      const std::ptrdiff_t row = (std::ptrdiff_t{image} * w.s.oh + first) * w.s.ow;
      for (int pixel = 0; pixel < pixels; pixel += rows) {
        const int count = pixels - pixel < rows ? pixels - pixel : rows;
        for (int r = 0; r < rows; ++r) {
          const int at = pixel + (r < count ? r : count - 1);
          strip.a[r] = window + at / w.s.ow * w.s.stride_h * w.picture.row_step() +
                       std::ptrdiff_t{at % w.s.ow} * w.s.stride_w * p.c;
        }
        product(w, strip);
        w.finish(w.epilogue, {w.sums, width, row + pixel, group * w.s.outputs + column, count, columns});
      }
    }
  }

 private:
  /// One tile over the whole window.
  static void product(const Walk<T>& w, Strip<T, rows>& strip) {
    const std::ptrdiff_t tap_row = w.s.dilation_h * w.picture.row_step();
    if (w.s.dilation_w == 1 && w.s.groups == 1) {  // a row of the window is one run
      strip.accumulate = false;
      strip.depth = w.s.kw * w.s.inputs;
      strip.segments = w.s.kh;
      strip.a_segment = tap_row;
      strip.b_segment = strip.depth * strip.b_step;
      return Micro<T, rows, vectors, 1, partial>::run(strip);
    }
    Strip<T, rows> taps = strip;
    taps.depth = w.s.inputs;
    taps.segments = w.s.kw;
    taps.a_segment = std::ptrdiff_t{w.s.dilation_w} * w.picture.s.c;
    taps.b_segment = taps.depth * taps.b_step;
    for (int u = 0; u < w.s.kh; ++u) {
      taps.accumulate = u > 0;
      Micro<T, rows, vectors, 1, partial>::run(taps);
      taps.b += taps.segments * taps.b_segment;
      for (int r = 0; r < rows; ++r) taps.a[r] += tap_row;
    }
  }

  /// The weights turned round: from the last tap to the first, with the channels of y along the depth.
  static void pack(const Walk<T>& w, int group, int column, int columns) {
    const int taps = w.s.kh * w.s.kw;
    const std::ptrdiff_t f = std::ptrdiff_t{w.s.groups} * w.s.inputs;
    for (int tap = 0; tap < taps; ++tap)
      pack_transposed(
          w.packed + std::ptrdiff_t{tap} * w.s.inputs * width,
          w.weights + ((taps - 1 - tap) * std::ptrdiff_t{w.s.outputs} + column) * f + group * w.s.inputs, f,
          columns, w.s.inputs, width);
  }
};

/// All panels of all groups for this thread's share of the units.
template <class T> void run_walk(const Walk<T>& w, int thread, int threads) {
  const Share units = share_of(std::ptrdiff_t{w.images} * w.bands(), thread, threads);
  if (units.begin == units.end) return;
  for (int group = 0; group < w.s.groups; ++group)
    for (int column = 0; column < w.s.outputs; column += w.width)
      (w.s.outputs - column < w.width ? w.rest : w.whole)(w, group, column, units);
}

/// Fills in what follows from the shape.
template <class T, WalkShape s, class Code> struct Walking {
  static constexpr TileChoice tile = walk_tile(s, lanes<T>, registers);
  static constexpr int width = tile.vectors * lanes<T>, rest = s.outputs % width;

  static void run(const ConvArgs<T, Code>& args, int thread, int threads) {
    T* const sums = args.scratch + picture_elements(s.picture, s.band_rows());
    Walk<T> w{s,
              {s.picture, args.scratch},
              args.a,
              args.b,
              args.images,
              sums,
              sums + tile.rows * width,
              &finish<T, Code>,
              &args.epilogue,
              nullptr,
              nullptr,
              width};
    if constexpr (s.outputs >= width) w.whole = &WalkPanel<T, tile.rows, tile.vectors, false>::run;
    if constexpr (rest > 0)
      w.rest = &WalkPanel < T, tile.rows, (rest + lanes<T> - 1) / lanes<T>,
      rest % lanes<T> != 0 && !s.flipped > ::run;
    run_walk(w, thread, threads);
  }
};

template <class T, ConvShape s, class Code> requires(!s.depthwise())
struct Entry<Conv<T, s, Code>> : Walking<T, walk_forward(s), Code> {};

template <class T, ConvShape s, class Code> requires(!s.depthwise())
struct Entry<ConvDataGradient<T, s, Code>> : Walking<T, walk_data_gradient(s), Code> {};

}  // namespace cortexpr::detail::inline CORTEXPR_BUILD::CORTEXPR_LEAF
