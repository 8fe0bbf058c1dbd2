// No include guard: included once per instruction set by kernels/cpu/isa.hpp.
//
// The gradient of a convolution's weights: a matrix product whose rows are the taps (u, v, q), whose columns
// are the channels of y, and whose sum runs over all pixels of all images. Threads divide the tiles; each
// thread passes over the pictures once for every `chunk` of its tiles, whose sums lie in scratch memory.

namespace cortexpr::detail::inline CORTEXPR_BUILD::CORTEXPR_LEAF {

/// Everything about a weight gradient, as values.
template <class T> struct WeightWalk {
  WalkShape s;
  Picture<T> picture;
  const T* x;
  const T* dy;
  int images;
  T* sums;  ///< of `chunk` tiles
  int chunk;
  Tiles<T> tiles;
  Finish<T> finish;
  const void* epilogue;

  int panels() const { return (s.outputs + tiles.whole.width() - 1) / tiles.whole.width(); }
  int blocks() const { return (s.terms() + tiles.whole.rows - 1) / tiles.whole.rows; }
};

/// Where a tile lies: the first tap and channel of a group, and how many channels there are.
struct TilePlace {
  int group, tap, column, columns;
};
template <class T> TilePlace place_of(const WeightWalk<T>& w, std::ptrdiff_t tile) {
  const std::ptrdiff_t panel = tile / w.blocks();
  const int width = w.tiles.whole.width(), column = static_cast<int>(panel % w.panels()) * width;
  const int left = w.s.outputs - column;
  return {static_cast<int>(panel / w.panels()), static_cast<int>(tile % w.blocks()) * w.tiles.whole.rows,
          column, left < width ? left : width};
}

/// Adds the products of one band of one image to the sums of tiles begin ... end - 1.
template <class T>
void add_band(const WeightWalk<T>& w, int image, int first, std::ptrdiff_t begin, std::ptrdiff_t end) {
  const WalkShape& s = w.s;
  const PictureShape& p = w.picture.s;
  const int last = first + s.band() < s.oh ? first + s.band() : s.oh, f = s.groups * s.outputs;
  const T* source = w.x + image * (std::ptrdiff_t{p.h} * p.w * p.c);
  const T* x = w.picture.band(source, first * s.stride_h, s.rows_of(last - first));
  const T* dy = w.dy + (std::ptrdiff_t{image} * s.oh + first) * s.ow * f;
  Strip<T> strip;
  strip.a_step = std::ptrdiff_t{s.stride_w} * p.c;
  strip.a_segment = s.stride_h * w.picture.row_step();
  strip.b_step = f;
  strip.b_segment = std::ptrdiff_t{s.ow} * f;
  strip.depth = s.ow;
  strip.segments = last - first;
  strip.accumulate = true;
  for (std::ptrdiff_t i = begin; i < end; ++i) {
    const TilePlace at = place_of(w, i);
    const Tile<T>& tile = w.tiles.at(at.columns);
    for (int r = 0; r < tile.rows; ++r) {
      const int tap = at.tap + r < s.terms() ? at.tap + r : s.terms() - 1;
      const int u = tap / s.inputs / s.kw, v = tap / s.inputs % s.kw;
      strip.a[r] = x + u * s.dilation_h * w.picture.row_step() + std::ptrdiff_t{v} * s.dilation_w * p.c +
                   at.group * s.inputs + tap % s.inputs;
    }
    strip.b = dy + at.group * s.outputs + at.column;
    strip.c = w.sums + (i - begin) * w.tiles.whole.elements();
    strip.last = at.columns - (tile.vectors - 1) * lanes<T>;
    tile.run(strip);
  }
}

/// This thread's share of the tiles.
template <class T> void run_weights(const WeightWalk<T>& w, int thread, int threads) {
  const std::ptrdiff_t elements = w.tiles.whole.elements();
  const Share tiles = share_of(std::ptrdiff_t{w.s.groups} * w.panels() * w.blocks(), thread, threads);
  for (std::ptrdiff_t begin = tiles.begin; begin < tiles.end; begin += w.chunk) {
    const std::ptrdiff_t end = begin + w.chunk < tiles.end ? begin + w.chunk : tiles.end;
    for (std::ptrdiff_t i = 0; i < (end - begin) * elements; ++i) w.sums[i] = T(0);
    for (int image = 0; image < w.images; ++image)
      for (int first = 0; first < w.s.oh; first += w.s.band()) add_band(w, image, first, begin, end);
    for (std::ptrdiff_t i = begin; i < end; ++i) {
      const TilePlace at = place_of(w, i);
      const Tile<T>& tile = w.tiles.at(at.columns);
      const int rows = w.s.terms() - at.tap < tile.rows ? w.s.terms() - at.tap : tile.rows;
      w.finish(w.epilogue, {w.sums + (i - begin) * elements, tile.width(), at.tap,
                            at.group * w.s.outputs + at.column, rows, at.columns});
    }
  }
}

template <class T, ConvShape s, class Code> requires(!s.depthwise())
struct Entry<ConvWeightGradient<T, s, Code>> {
  static void run(const ConvArgs<T, Code>& args, int thread, int threads) {
    constexpr WalkShape walk = walk_forward(s);
    constexpr WeightPlan plan = plan_weights(s, lanes<T>, registers);
    run_weights<T>({walk,
                    {walk.picture, args.scratch},
                    args.a,
                    args.b,
                    args.images,
                    args.scratch + picture_elements(walk.picture, walk.band_rows()),
                    plan.chunk,
                    make_tiles<T, plan.tile, walk.outputs, 1, false>(),
                    &finish<T, Code>,
                    &args.epilogue},
                   thread, threads);
  }
};

}  // namespace cortexpr::detail::inline CORTEXPR_BUILD::CORTEXPR_LEAF
