// No include guard: included once per instruction set by kernels/cpu/isa.hpp.
//
// The gradient of a convolution's weights: a matrix product whose rows are the taps (u, v, q), whose columns
// are the channels of y, and whose sum runs over all pixels of all images. Threads divide the tiles; each
// thread passes over the pictures once for every `chunk` of its tiles, whose sums lie in scratch memory.

namespace cortexpr::detail::inline CORTEXPR_BUILD::CORTEXPR_LEAF {

template <class T, ConvShape s, class Code> requires(!s.depthwise())
struct Entry<ConvWeightGradient<T, s, Code>> {
  static constexpr WalkShape walk = walk_forward(s);
  static constexpr WeightPlan plan = plan_weights(s, lanes<T>, registers);
  static constexpr int rows = plan.tile.rows, width = plan.tile.vectors * lanes<T>,
                       tile_elements = rows * width;
  static constexpr int inputs = walk.inputs, outputs = walk.outputs, taps = s.kh * s.kw * inputs;
  static constexpr int blocks = (taps + rows - 1) / rows, panels = (outputs + width - 1) / width;
  static constexpr int rest = outputs % width;

  static void run(const ConvArgs<T, Code>& args, int thread, int threads) {
    const Share tiles = share_of(std::ptrdiff_t{s.groups} * panels * blocks, thread, threads);
    const Picture<T> picture{walk.picture, args.scratch};
    T* const sums = args.scratch + picture_elements(walk.picture, walk.band_rows());
    for (std::ptrdiff_t begin = tiles.begin; begin < tiles.end; begin += plan.chunk) {
      const std::ptrdiff_t end = begin + plan.chunk < tiles.end ? begin + plan.chunk : tiles.end;
      __builtin_memset(static_cast<void*>(sums), 0,
                       static_cast<std::size_t>(end - begin) * tile_elements * sizeof(T));
      for (int image = 0; image < args.images; ++image)
        for (int first = 0; first < s.oh; first += walk.band())
          add_band(args, picture, image, first, begin, end, sums);
      for (std::ptrdiff_t tile = begin; tile < end; ++tile)
        finish(args, tile, sums + (tile - begin) * tile_elements);
    }
  }

 private:
  /// Where a tile lies: its group, panel and block of rows.
  struct Place {
    int group, column, row;
  };
  static Place place(std::ptrdiff_t tile) {
    return {static_cast<int>(tile / (panels * blocks)), static_cast<int>(tile / blocks % panels) * width,
            static_cast<int>(tile % blocks) * rows};
  }

  /// Adds the products of one band of one image to the sums of tiles begin ... end - 1.
  static void add_band(const ConvArgs<T, Code>& args, const Picture<T>& picture, int image, int first,
                       std::ptrdiff_t begin, std::ptrdiff_t end, T* sums) {
    const int last = first + walk.band() < s.oh ? first + walk.band() : s.oh;
    const int used = (last - first - 1) * s.stride_h + (s.kh - 1) * s.dilation_h + 1;
    const T* x = picture.band(args.a + image * (std::ptrdiff_t{s.h} * s.w * s.c), first * s.stride_h, used);
    const T* dy = args.b + (std::ptrdiff_t{image} * s.oh + first) * s.ow * s.f;
    Strip<T, rows> strip;
    strip.a_step = std::ptrdiff_t{s.stride_w} * s.c;
    strip.a_segment = s.stride_h * picture.row_step();
    strip.b_step = s.f;
    strip.b_segment = std::ptrdiff_t{s.ow} * s.f;
    strip.depth = s.ow;
    strip.segments = last - first;
    strip.accumulate = true;
    for (std::ptrdiff_t tile = begin; tile < end; ++tile) {
      const Place at = place(tile);
      for (int r = 0; r < rows; ++r) {
        const int tap = at.row + r < taps ? at.row + r : taps - 1, u = tap / inputs / s.kw,
                  v = tap / inputs % s.kw;
        strip.a[r] = x + u * s.dilation_h * picture.row_step() + std::ptrdiff_t{v} * s.dilation_w * s.c +
                     at.group * inputs + tap % inputs;
      }
      strip.b = dy + at.group * outputs + at.column;
      strip.c = sums + (tile - begin) * tile_elements;
      multiply(strip, outputs - at.column);
    }
  }

  /// Tiles at the right edge may be narrower; their sums are stored with fewer registers a row.
  static void multiply(Strip<T, rows>& strip, int columns) {
    if constexpr (outputs >= width)
      if (columns >= width) return Micro<T, rows, plan.tile.vectors, 1, false>::run(strip);
    if constexpr (rest > 0) {
      constexpr int vectors = (rest + lanes<T> - 1) / lanes<T>;
      strip.last = columns - (vectors - 1) * lanes<T>;
      Micro<T, rows, vectors, 1, rest % lanes<T> != 0>::run(strip);
    }
  }
  static void finish(const ConvArgs<T, Code>& args, std::ptrdiff_t tile, const T* sums) {
    const Place at = place(tile);
    const int columns = outputs - at.column, column = at.group * outputs + at.column;
    if constexpr (outputs >= width)
      if (columns >= width)
        return finish_tile<T, rows, plan.tile.vectors>(sums, args.epilogue, at.row, taps, column, width);
    if constexpr (rest > 0)
      finish_tile<T, rows, (rest + lanes<T> - 1) / lanes<T>>(sums, args.epilogue, at.row, taps, column,
                                                             columns);
  }
};

}  // namespace cortexpr::detail::inline CORTEXPR_BUILD::CORTEXPR_LEAF
