// No include guard: included once per instruction set by kernels/cpu/isa.hpp.
//
// Convolution and its gradient for the input as a matrix product that never builds its matrix: row p of A is
// the window of pixel p, which lies in the picture as kh (or kh kw) contiguous runs, so Micro walks over them
// as its segments. Units of work are bands of rows of the result; each is padded once and used for all its
// pixels.

namespace cortexpr::detail::inline CORTEXPR_BUILD::CORTEXPR_LEAF {

/// Everything about a convolution, as values.
template <class T> struct Walk {
  WalkShape s;
  Picture<T> picture;
  const T* source;
  const T* weights;
  int images;
  T* sums;    ///< one tile
  T* packed;  ///< a panel of the weights, for dx
  Tiles<T> tiles;
  Finish<T> finish;
  const void* epilogue;

  int bands() const { return (s.oh + s.band() - 1) / s.band(); }
};

/// The weights turned round: from the last tap to the first, with the channels of y along the depth.
template <class T> void pack_turned(const Walk<T>& w, int group, int column, int columns, int width) {
  const int taps = w.s.kh * w.s.kw;
  const std::ptrdiff_t f = std::ptrdiff_t{w.s.groups} * w.s.inputs;
  for (int tap = 0; tap < taps; ++tap)
    pack_transposed(
        w.packed + std::ptrdiff_t{tap} * w.s.inputs * width,
        w.weights + ((taps - 1 - tap) * std::ptrdiff_t{w.s.outputs} + column) * f + group * w.s.inputs, f,
        columns, w.s.inputs, width);
}

/// One tile over the whole window.
template <class T> void run_window(const Walk<T>& w, const Tile<T>& tile, Strip<T>& strip) {
  const std::ptrdiff_t tap_row = w.s.dilation_h * w.picture.row_step();
  if (w.s.dilation_w == 1 && w.s.groups == 1) {  // a row of the window is one run
    strip.depth = w.s.kw * w.s.inputs;
    strip.segments = w.s.kh;
    strip.a_segment = tap_row;
    strip.b_segment = strip.depth * strip.b_step;
    return tile.run(strip);
  }
  Strip<T> taps = strip;
  taps.depth = w.s.inputs;
  taps.segments = w.s.kw;
  taps.a_segment = std::ptrdiff_t{w.s.dilation_w} * w.picture.s.c;
  taps.b_segment = taps.depth * taps.b_step;
  for (int u = 0; u < w.s.kh; ++u) {
    taps.accumulate = u > 0;
    tile.run(taps);
    taps.b += taps.segments * taps.b_segment;
    for (int r = 0; r < tile.rows; ++r) taps.a[r] += tap_row;
  }
}

/// All pixels of one unit for one panel of channels.
template <class T> void run_unit(const Walk<T>& w, const Tile<T>& tile, Strip<T>& strip, int group,
                                 int column, int columns, std::ptrdiff_t unit) {
  const PictureShape& p = w.picture.s;
  const int image = static_cast<int>(unit / w.bands()),
            first = static_cast<int>(unit % w.bands()) * w.s.band();
  const int last = first + w.s.band() < w.s.oh ? first + w.s.band() : w.s.oh;
  const T* source = w.source + image * (std::ptrdiff_t{p.h} * p.w * p.c);
  const T* window =
      w.picture.band(source, first * w.s.stride_h, w.s.rows_of(last - first)) + group * w.s.inputs;
  const int pixels = (last - first) * w.s.ow;
  const std::ptrdiff_t row = (std::ptrdiff_t{image} * w.s.oh + first) * w.s.ow;
  for (int pixel = 0; pixel < pixels; pixel += tile.rows) {
    const int count = pixels - pixel < tile.rows ? pixels - pixel : tile.rows;
    for (int r = 0; r < tile.rows; ++r) {
      const int at = pixel + (r < count ? r : count - 1);
      strip.a[r] = window + at / w.s.ow * w.s.stride_h * w.picture.row_step() +
                   std::ptrdiff_t{at % w.s.ow} * w.s.stride_w * p.c;
    }
    run_window(w, tile, strip);
    w.finish(w.epilogue, {w.sums, tile.width(), row + pixel, group * w.s.outputs + column, count, columns});
  }
}

/// All panels of all groups for this thread's share of the units.
template <class T> void run_walk(const Walk<T>& w, int thread, int threads) {
  const Share units = share_of(std::ptrdiff_t{w.images} * w.bands(), thread, threads);
  if (units.begin == units.end) return;
  for (int group = 0; group < w.s.groups; ++group)
    for (int column = 0; column < w.s.outputs; column += w.tiles.whole.width()) {
      const Tile<T>& tile = w.tiles.at(w.s.outputs - column);
      const int width = tile.width(), columns = w.s.outputs - column < width ? w.s.outputs - column : width;
      if (w.s.flipped) pack_turned(w, group, column, columns, width);
      Strip<T> strip;
      strip.b = w.s.flipped ? w.packed : w.weights + group * w.s.outputs + column;
      strip.b_step = w.s.flipped ? width : std::ptrdiff_t{w.s.groups} * w.s.outputs;
      strip.last = columns - (tile.vectors - 1) * lanes<T>;
      strip.c = w.sums;
      for (std::ptrdiff_t unit = units.begin; unit < units.end; ++unit)
        run_unit(w, tile, strip, group, column, columns, unit);
    }
}

/// Fills in what follows from the shape.
template <class T, WalkShape s, class Code> struct Walking {
  static void run(const ConvArgs<T, Code>& args, int thread, int threads) {
    constexpr TileChoice tile = walk_tile(s, lanes<T>, registers);
    T* const sums = args.scratch + picture_elements(s.picture, s.band_rows());
    run_walk<T>({s,
                 {s.picture, args.scratch},
                 args.a,
                 args.b,
                 args.images,
                 sums,
                 sums + tile.rows * tile.vectors * lanes<T>,
                 make_tiles<T, tile, s.outputs, 1, s.flipped>(),
                 &finish<T, Code>,
                 &args.epilogue},
                thread, threads);
  }
};

template <class T, ConvShape s, class Code> requires(!s.depthwise())
struct Entry<Conv<T, s, Code>> : Walking<T, walk_forward(s), Code> {};

template <class T, ConvShape s, class Code> requires(!s.depthwise())
struct Entry<ConvDataGradient<T, s, Code>> : Walking<T, walk_data_gradient(s), Code> {};

}  // namespace cortexpr::detail::inline CORTEXPR_BUILD::CORTEXPR_LEAF
