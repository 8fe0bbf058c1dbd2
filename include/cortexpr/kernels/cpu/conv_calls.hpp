/// What can be asked of the vector code for convolutions (simd/conv.hpp and its neighbours): names, shapes,
/// arguments, scratch memory. Pictures are height, width, channels; weights [kh, kw, c / groups, f]. For the
/// formulas see ops/conv2d.hpp.
#pragma once

#include <cortexpr/kernels/cpu/calls.hpp>

namespace cortexpr::detail {

/// A convolution x [h, w, c] -> y [oh, ow, f].
struct ConvShape {
  int h, w, c;
  int kh, kw;
  int oh, ow, f;
  int stride_h = 1, stride_w = 1, dilation_h = 1, dilation_w = 1;
  int top = 0, left = 0;  ///< zeros above and to the left of x
  int groups = 1;

  constexpr bool depthwise() const { return groups > 1 && groups == c && groups == f; }
};

/// y = epilogue(convolution of a = x with b = weight). Epilogue: row (image * oh + i) * ow + j, columns f.
template <class T, ConvShape shape, class Code> struct Conv;

/// dx from a = dy and b = weight. Epilogue: row (image * h + i) * w + j, columns c.
template <class T, ConvShape shape, class Code> struct ConvDataGradient;

/// dweight, summed over the images, from a = x and b = dy. Epilogue: row (u * kw + v) * c / groups + q,
/// columns f.
template <class T, ConvShape shape, class Code> struct ConvWeightGradient;

/// The three calls: run(const ConvArgs<T, Code>&, thread, threads). Sums run in a fixed order, whatever the
/// number of images and threads: same bits.
template <class T, class Code> struct ConvArgs {
  const T* a;
  const T* b;
  FusedArgs<Code> epilogue;
  int images;
  T* scratch;  ///< conv_..._scratch(shape) elements for each thread's own use, 64-byte aligned
};

/// A picture as the inner loop walks over it: the source with zeros around it and, for gradients of strided
/// convolutions, between its pixels.
struct PictureShape {
  int h, w, c;                     ///< of the source
  int insert_h = 1, insert_w = 1;  ///< from one source pixel to the next
  int top = 0, left = 0;           ///< where the source begins; negative: its first rows are not used
  int height, width;               ///< of the picture

  /// Nothing is added: the source itself is the picture.
  constexpr bool plain() const {
    return insert_h == 1 && insert_w == 1 && top == 0 && left == 0 && width == w && height <= h;
  }
};

/// A convolution of a picture without padding, which both y and dx are.
struct WalkShape {
  PictureShape picture;
  int kh, kw, stride_h, stride_w, dilation_h, dilation_w;
  int oh, ow;           ///< pixels of the result
  int inputs, outputs;  ///< channels of a group
  int groups;
  bool flipped;  ///< the taps and the two channel axes of the weights are exchanged (dx)

  /// Rows of the result that are made at a time, from one band of the picture.
  constexpr int band() const {
    const int rows = ceil_div(96, ow);
    return rows < oh ? rows : oh;
  }
  /// Rows of the picture that `rows` rows of the result need.
  constexpr int rows_of(int rows) const { return (rows - 1) * stride_h + (kh - 1) * dilation_h + 1; }
  constexpr int band_rows() const { return rows_of(band()); }
  constexpr int terms() const { return kh * kw * inputs; }
};

constexpr WalkShape walk_forward(const ConvShape& s) {
  return {{s.h, s.w, s.c, 1, 1, s.top, s.left, (s.oh - 1) * s.stride_h + (s.kh - 1) * s.dilation_h + 1,
           // a picture that only lacks unused columns on the right is the source itself
           s.left == 0 && (s.ow - 1) * s.stride_w + (s.kw - 1) * s.dilation_w + 1 <= s.w
               ? s.w
               : (s.ow - 1) * s.stride_w + (s.kw - 1) * s.dilation_w + 1},
          s.kh,
          s.kw,
          s.stride_h,
          s.stride_w,
          s.dilation_h,
          s.dilation_w,
          s.oh,
          s.ow,
          s.c / s.groups,
          s.f / s.groups,
          s.groups,
          false};
}

/// dx is the convolution of dy, spread out by the stride, with the weights turned round (Dumoulin & Visin
/// 2016).
constexpr WalkShape walk_data_gradient(const ConvShape& s) {
  const int spread_h = (s.kh - 1) * s.dilation_h, spread_w = (s.kw - 1) * s.dilation_w;
  return {{s.oh, s.ow, s.f, s.stride_h, s.stride_w, spread_h - s.top, spread_w - s.left, s.h + spread_h,
           s.w + spread_w},
          s.kh,
          s.kw,
          1,
          1,
          s.dilation_h,
          s.dilation_w,
          s.h,
          s.w,
          s.f / s.groups,
          s.c / s.groups,
          s.groups,
          true};
}

constexpr std::size_t picture_elements(const PictureShape& p, int rows) {
  return p.plain() ? 0
                   : (static_cast<std::size_t>(rows) * static_cast<std::size_t>(p.width) *
                          static_cast<std::size_t>(p.c) +
                      15) /
                         16 * 16;
}

constexpr TileChoice walk_tile(const WalkShape& w, int lanes, int registers) {
  return choose_tile({w.band() * w.ow, w.outputs, w.terms()}, lanes, registers, 1);
}

/// The rows of a weight gradient are its (u, v, q); one thread does at most `chunk` tiles for each pass over
/// the pictures.
struct WeightPlan {
  TileChoice tile;
  int chunk;
};
constexpr WeightPlan plan_weights(const ConvShape& s, int lanes, int registers) {
  const GemmShape g{s.kh * s.kw * (s.c / s.groups), s.f / s.groups, s.oh * s.ow};
  const TileChoice tile = choose_tile(g, lanes, registers, 1);
  const int sums = 32768 / (tile.rows * tile.vectors * lanes);
  return {tile, sums > 1 ? sums : 1};
}

/// Elements of scratch for one thread: a band of the picture, the sums of one tile, for dx a panel of the
/// weights.
constexpr std::size_t walk_scratch(const WalkShape& w, std::size_t element) {
  return picture_elements(w.picture, w.band_rows()) +
         most_of_all_leaves(element, [&](int lanes, int registers) {
           const TileChoice t = walk_tile(w, lanes, registers);
           return static_cast<std::size_t>(t.vectors * lanes) *
                  static_cast<std::size_t>(t.rows + (w.flipped ? w.terms() : 0));
         });
}
constexpr std::size_t conv_scratch(const ConvShape& s, std::size_t element) {
  return walk_scratch(walk_forward(s), element);
}
constexpr std::size_t conv_data_gradient_scratch(const ConvShape& s, std::size_t element) {
  return walk_scratch(walk_data_gradient(s), element);
}
constexpr std::size_t conv_weight_gradient_scratch(const ConvShape& s, std::size_t element) {
  const WalkShape w = walk_forward(s);
  return picture_elements(w.picture, w.band_rows()) +
         most_of_all_leaves(element, [&](int lanes, int registers) {
           const WeightPlan p = plan_weights(s, lanes, registers);
           return static_cast<std::size_t>(p.chunk) *
                  static_cast<std::size_t>(p.tile.rows * p.tile.vectors * lanes);
         });
}

}  // namespace cortexpr::detail
