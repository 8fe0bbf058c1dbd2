/// A convolutional layer for images.
#pragma once

#include <cortexpr/core/options.hpp>
#include <cortexpr/initializers/initializer.hpp>
#include <cortexpr/layers/padding.hpp>
#include <cortexpr/ops/add.hpp>
#include <cortexpr/ops/conv2d.hpp>

namespace cortexpr {

struct Conv2dOptions {
  int stride = 1;
  Padding padding = valid;
  int dilation = 1;
  int groups = 1;  ///< channels in as many parts that do not see each other; as many as channels: depthwise
  bool use_bias = true;
  Initializer weight = glorot_uniform;
  Initializer bias = zeros;
};

namespace detail {
template <int filters, int kernel_h, int kernel_w> struct Conv2d {
  static_assert(filters > 0 && kernel_h > 0 && kernel_w > 0, "conv2d<filters, kernel>: positive sizes");
  Conv2dOptions options{};

  constexpr Conv2d operator()(const Conv2dOptions& o) const { return {o}; }
  NoSuchOption<Conv2dOptions> operator()(...) const = delete;  // options: see Conv2dOptions

  constexpr Value operator()(Value x) const {
    const Shape s = x.shape();
    const auto refuse = [&](std::string_view expected, std::string_view remedy) {
      return x.fail(
          Text<64>{}.append("conv2d<").append(filters).append(", ").append(kernel_h).append(">").view(),
          expected, Text<64>{}.append(s).view(), remedy);
    };
    if (s.rank != 3) return refuse("[height, width, channels]", "add a channel axis: reshaped<h, w, 1>");
    if (options.stride < 1 || options.dilation < 1 || options.groups < 1 || s[2] % options.groups != 0 ||
        filters % options.groups != 0)
      return refuse("stride, dilation >= 1; groups that divide channels and filters", "change the options");
    const int spread_h = (kernel_h - 1) * options.dilation + 1,
              spread_w = (kernel_w - 1) * options.dilation + 1;
    if (options.padding == valid && (s[0] < spread_h || s[1] < spread_w))
      return refuse(
          Text<96>{}.append("an image of at least ").append(spread_h).append(" x ").append(spread_w).view(),
          "use a smaller kernel or .padding = same");
    const Margins rows(options.padding, s[0], spread_h, options.stride),
        columns(options.padding, s[1], spread_w, options.stride);
    ConvolutionGeometry g;
    g.stride_h = g.stride_w = options.stride;
    g.dilation_h = g.dilation_w = options.dilation;
    g.top = rows.before;
    g.left = columns.before;
    g.groups = options.groups;
    const Shape shape{kernel_h, kernel_w, s[2] / options.groups, filters};
    const Value y = convolve2d(x, x.parameter("weight", shape, begin(options.weight, shape)), g, rows.after,
                               columns.after);
    return options.use_bias ? y + x.parameter("bias", {filters}, begin(options.bias, {filters})) : y;
  }
};
}  // namespace detail

/// [h, w, channels] -> [oh, ow, filters]; `conv2d<64, 3>` has a 3 x 3 kernel, `conv2d<64, 3, 1>` a 3 x 1 one.
/// Parameters: weight [kernel_h, kernel_w, channels / groups, filters], bias [filters].
template <int filters, int kernel_h, int kernel_w = kernel_h>
inline constexpr detail::Conv2d<filters, kernel_h, kernel_w> conv2d{};

}  // namespace cortexpr
