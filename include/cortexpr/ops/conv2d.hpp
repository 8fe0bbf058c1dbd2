/// Two-dimensional convolution (cross-correlation, as everywhere in the field) and its two derivatives.
///
///   x [h, w, c], weight [kh, kw, c / groups, f] -> [oh, ow, f]
/// y[i, j, o] = sum over u, v, q of x[i*stride + u*dilation - top, j*stride + v*dilation - left, q] weight[u,
/// v, q, o] with zeros outside of x (Dumoulin & Visin 2016, A guide to convolution arithmetic).
#pragma once

#include <cortexpr/graph/reference_call.hpp>
#include <cortexpr/ops/accumulate.hpp>

namespace cortexpr {

/// attributes of the three ops: stride h, w; dilation h, w; padding top, left; groups.
struct ConvolutionGeometry {
  int stride_h = 1, stride_w = 1, dilation_h = 1, dilation_w = 1, top = 0, left = 0, groups = 1;

  constexpr ConvolutionGeometry() = default;
  explicit constexpr ConvolutionGeometry(const Attributes& a)
      : stride_h(a[0]),
        stride_w(a[1]),
        dilation_h(a[2]),
        dilation_w(a[3]),
        top(a[4]),
        left(a[5]),
        groups(a[6]) {}
  constexpr Attributes attributes() const {
    return {{stride_h, stride_w, dilation_h, dilation_w, top, left, groups}};
  }
};

namespace detail {

constexpr Value conv2d(Value x, Value weight, Shape result, Attributes a);
constexpr Value conv2d_data_gradient(Value dy, Value weight, Shape x, Attributes a);
constexpr Value conv2d_weight_gradient(Value x, Value dy, Shape weight, Attributes a);

/// Calls f(place in x, place in weight, place in y) for every product of a convolution.
template <class F> constexpr void for_each_product(const Shape& x, const Shape& w, const Shape& y,
                                                   const Attributes& a, std::size_t rows, F f) {
  const ConvolutionGeometry g(a);
  const int group_in = w[2], group_out = y[2] / g.groups;
  const auto at = [](const Shape& s, int i, int j, int k) {
    return (static_cast<std::size_t>(i) * static_cast<std::size_t>(s[1]) + static_cast<std::size_t>(j)) *
               static_cast<std::size_t>(s[2]) +
           static_cast<std::size_t>(k);
  };
  for (std::size_t r = 0; r < rows; ++r)
    for (int i = 0; i < y[0]; ++i)
      for (int j = 0; j < y[1]; ++j)
        for (int u = 0; u < w[0]; ++u)
          for (int v = 0; v < w[1]; ++v) {
            const int p = i * g.stride_h + u * g.dilation_h - g.top,
                      q = j * g.stride_w + v * g.dilation_w - g.left;
            if (p < 0 || q < 0 || p >= x[0] || q >= x[1]) continue;
            for (int c = 0; c < group_in; ++c)
              for (int o = 0; o < y[2]; ++o)
                f(r * x.size() + at(x, p, q, o / group_out * group_in + c),
                  at(w, u, v, c) * static_cast<std::size_t>(w[3]) + static_cast<std::size_t>(o),
                  r * y.size() + at(y, i, j, o));
          }
}

struct Conv2dReference {
  template <class T> static constexpr void run(const ReferenceCall<T>& c) {
    for (std::size_t i = 0; i < c.size(); ++i) c.output[i] = T(0);
    for_each_product(
        c.shape(0), c.shape(1), c.node->shape, c.node->attributes, c.rows_of(*c.node),
        [&](std::size_t x, std::size_t w, std::size_t y) { c.output[y] += c.input(0)[x] * c.input(1)[w]; });
  }
};
struct Conv2dDataGradientReference {
  template <class T> static constexpr void run(const ReferenceCall<T>& c) {
    for (std::size_t i = 0; i < c.size(); ++i) c.output[i] = T(0);
    for_each_product(
        c.node->shape, c.shape(1), c.shape(0), c.node->attributes, c.rows_of(*c.node),
        [&](std::size_t x, std::size_t w, std::size_t y) { c.output[x] += c.input(0)[y] * c.input(1)[w]; });
  }
};
struct Conv2dWeightGradientReference {
  template <class T> static constexpr void run(const ReferenceCall<T>& c) {
    for (std::size_t i = 0; i < c.size(); ++i) c.output[i] = T(0);
    for_each_product(
        c.shape(0), c.node->shape, c.shape(1), c.node->attributes, c.rows_of(c.in(0)),
        [&](std::size_t x, std::size_t w, std::size_t y) { c.output[w] += c.input(0)[x] * c.input(1)[y]; });
  }
};

}  // namespace detail

constexpr void conv2d_gradient(Backward& b) {
  const Value x = b.input(0), w = b.input(1), dy = b.dy();
  if (b.wants(0)) b.add(0, detail::conv2d_data_gradient(dy, w, x.shape(), b.attributes()));
  if (b.wants(1)) b.add(1, detail::conv2d_weight_gradient(x, dy, w.shape(), b.attributes()));
}
inline constexpr Op conv2d_op{.name = "conv2d",
                              .gradient = conv2d_gradient,
                              .reference = reference_of<detail::Conv2dReference>(),
                              .takes_epilogue = true,
                              .onnx = "Conv"};

constexpr void conv2d_data_gradient_gradient(Backward& b) {
  const Value dy = b.input(0), w = b.input(1), v = b.dy();
  if (b.wants(0)) b.add(0, detail::conv2d(v, w, dy.shape(), b.attributes()));
  if (b.wants(1)) b.add(1, detail::conv2d_weight_gradient(v, dy, w.shape(), b.attributes()));
}
inline constexpr Op conv2d_data_gradient_op{.name = "conv2d_data_gradient",
                                            .gradient = conv2d_data_gradient_gradient,
                                            .reference = reference_of<detail::Conv2dDataGradientReference>(),
                                            .takes_epilogue = true,
                                            .onnx = "ConvTranspose"};

constexpr void conv2d_weight_gradient_gradient(Backward& b) {
  const Value x = b.input(0), dy = b.input(1), v = b.dy();
  if (b.wants(0)) b.add(0, detail::conv2d_data_gradient(dy, v, x.shape(), b.attributes()));
  if (b.wants(1)) b.add(1, detail::conv2d(x, v, dy.shape(), b.attributes()));
}
inline constexpr Op conv2d_weight_gradient_op{
    .name = "conv2d_weight_gradient",
    .gradient = conv2d_weight_gradient_gradient,
    .reference = reference_of<detail::Conv2dWeightGradientReference>(),
    .takes_epilogue = true};

constexpr Value detail::conv2d(Value x, Value weight, Shape result, Attributes a) {
  return x.graph().emit(conv2d_op, result, x.batched(), x.dtype(), {x, weight}, a);
}
constexpr Value detail::conv2d_data_gradient(Value dy, Value weight, Shape x, Attributes a) {
  return dy.graph().emit(conv2d_data_gradient_op, x, dy.batched(), dy.dtype(), {dy, weight}, a);
}
/// Summed over the batch.
constexpr Value detail::conv2d_weight_gradient(Value x, Value dy, Shape weight, Attributes a) {
  return x.graph().emit(conv2d_weight_gradient_op, weight, false, x.dtype(), {x, dy}, a);
}

/// The convolution of the head of this file; `bottom` and `right` zeros follow from the result's size.
constexpr Value convolve2d(Value x, Value weight, ConvolutionGeometry g, int bottom, int right) {
  const Shape s = x.shape(), k = weight.shape();
  if (s.rank != 3 || k.rank != 4 || weight.batched() || k[2] * g.groups != s[2] || k[3] % g.groups != 0)
    return x.fail("conv2d", "[h, w, c] and [kh, kw, c / groups, f]",
                  Text<64>{}.append(s).append(" and ").append(k).view(), "make the channels agree");
  const int spread_h = (k[0] - 1) * g.dilation_h + 1, spread_w = (k[1] - 1) * g.dilation_w + 1;
  const int room_h = s[0] + g.top + bottom - spread_h, room_w = s[1] + g.left + right - spread_w;
  if (room_h < 0 || room_w < 0)
    return x.fail(
        "conv2d",
        Text<96>{}.append("an image of at least ").append(spread_h).append(" x ").append(spread_w).view(),
        Text<64>{}.append(s).view(), "use a smaller kernel or padding = same");
  return detail::conv2d(x, weight, {room_h / g.stride_h + 1, room_w / g.stride_w + 1, k[3]}, g.attributes());
}

}  // namespace cortexpr
