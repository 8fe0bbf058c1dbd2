// No include guard: included once per instruction set by kernels/cpu/isa.hpp.
//
// The gradient of a convolution's weights: a matrix product whose rows are the taps (u, v, q), whose columns
// are the channels of y, and whose sum runs over all pixels of all images. Threads divide the tiles; each
// thread passes over the pictures once for every `chunk` of its tiles, whose sums lie in scratch memory.

namespace cortexpr::detail::inline CORTEXPR_BUILD::CORTEXPR_LEAF {

/// Everything about a weight gradient that is not in the type of its tile.
template <class T> struct WeightWalk {
  WalkShape s;
  Picture<T> picture;
  const T* x;
  const T* dy;
  int images;
  T* sums;  ///< of `chunk` tiles
  int chunk;
  Finish<T> finish;
  const void* epilogue;

  int taps() const { return s.terms(); }
};

/// `vectors` registers of channels make a tile's width; the last tile of a group has `rest` of them.
template <class T, int rows, int vectors, int rest, bool partial> struct WeightTiles {
  static constexpr int width = vectors * lanes<T>, elements = rows * width;
  using Whole = Micro<T, rows, vectors, 1, false>;
  using Rest = Micro<T, rows, rest, 1, partial>;

  static void run(const WeightWalk<T>& w, int thread, int threads) {
    const Share tiles = share_of(std::ptrdiff_t{w.s.groups} * panels(w) * blocks(w), thread, threads);
    for (std::ptrdiff_t begin = tiles.begin; begin < tiles.end; begin += w.chunk) {
      const std::ptrdiff_t end = begin + w.chunk < tiles.end ? begin + w.chunk : tiles.end;
      __builtin_memset(static_cast<void*>(w.sums), 0,
                       static_cast<std::size_t>(end - begin) * elements * sizeof(T));
      for (int image = 0; image < w.images; ++image)
        for (int first = 0; first < w.s.oh; first += w.s.band()) add_band(w, image, first, begin, end);
      for (std::ptrdiff_t tile = begin; tile < end; ++tile) {
        const Place at = place(w, tile);
        w.finish(w.epilogue,
                 {w.sums + (tile - begin) * elements, at.step(), at.row, at.group * w.s.outputs + at.column,
                  w.taps() - at.row < rows ? w.taps() - at.row : rows, at.columns});
      }
    }
  }

 private:
  /// Where a tile lies.
  struct Place {
    int group, row, column, columns;
    bool whole() const { return columns == width; }
    int step() const { return whole() ? width : rest * lanes<T>; }
  };
  static int panels(const WeightWalk<T>& w) { return (w.s.outputs + width - 1) / width; }
  static int blocks(const WeightWalk<T>& w) { return (w.taps() + rows - 1) / rows; }
  static Place place(const WeightWalk<T>& w, std::ptrdiff_t tile) {
    const std::ptrdiff_t panel = tile / blocks(w);
    const int column = static_cast<int>(panel % panels(w)) * width, left = w.s.outputs - column;
    return {static_cast<int>(panel / panels(w)), static_cast<int>(tile % blocks(w)) * rows, column,
            left < width ? left : width};
  }

  /// Adds the products of one band of one image to the sums of tiles begin ... end - 1.
  static void add_band(const WeightWalk<T>& w, int image, int first, std::ptrdiff_t begin,
                       std::ptrdiff_t end) {
    const WalkShape& s = w.s;
    const PictureShape& p = w.picture.s;
    const int last = first + s.band() < s.oh ? first + s.band() : s.oh, f = s.groups * s.outputs;
    const T* x = w.picture.band(w.x + image * (std::ptrdiff_t{p.h} * p.w * p.c), first * s.stride_h,
                                s.rows_of(last - first));
    const T* dy = w.dy + (std::ptrdiff_t{image} * s.oh + first) * s.ow * f;
    Strip<T, rows> strip;
    strip.a_step = std::ptrdiff_t{s.stride_w} * p.c;
    strip.a_segment = s.stride_h * w.picture.row_step();
    strip.b_step = f;
    strip.b_segment = std::ptrdiff_t{s.ow} * f;
    strip.depth = s.ow;
    strip.segments = last - first;
    strip.accumulate = true;
    for (std::ptrdiff_t tile = begin; tile < end; ++tile) {
      const Place at = place(w, tile);
      for (int r = 0; r < rows; ++r) {
        const int tap = at.row + r < w.taps() ? at.row + r : w.taps() - 1, u = tap / s.inputs / s.kw,
                  v = tap / s.inputs % s.kw;
        strip.a[r] = x + u * s.dilation_h * w.picture.row_step() + std::ptrdiff_t{v} * s.dilation_w * p.c +
                     at.group * s.inputs + tap % s.inputs;
      }
      strip.b = dy + at.group * s.outputs + at.column;
      strip.c = w.sums + (tile - begin) * elements;
      strip.last = at.columns - (rest - 1) * lanes<T>;
      if (at.whole())
        Whole::run(strip);
      else if constexpr (rest > 0)
        Rest::run(strip);
    }
  }
};

template <class T, ConvShape s, class Code> requires(!s.depthwise())
struct Entry<ConvWeightGradient<T, s, Code>> {
  static constexpr WalkShape walk = walk_forward(s);
  static constexpr WeightPlan plan = plan_weights(s, lanes<T>, registers);
  static constexpr int rest = walk.outputs % (plan.tile.vectors * lanes<T>);

  static void run(const ConvArgs<T, Code>& args, int thread, int threads) {
    const WeightWalk<T> w{walk,          {walk.picture, args.scratch},
                          args.a,        args.b,
                          args.images,   args.scratch + picture_elements(walk.picture, walk.band_rows()),
                          plan.chunk,    &finish<T, Code>,
                          &args.epilogue};
    WeightTiles<T, plan.tile.rows, plan.tile.vectors, (rest + lanes<T> - 1) / lanes<T>,
                rest % lanes<T> != 0>::run(w, thread, threads);
  }
};

}  // namespace cortexpr::detail::inline CORTEXPR_BUILD::CORTEXPR_LEAF
