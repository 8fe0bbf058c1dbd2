/// Pooling layers for images.
#pragma once

#include <cortexpr/core/options.hpp>
#include <cortexpr/layers/padding.hpp>
#include <cortexpr/ops/pool2d.hpp>
#include <cortexpr/ops/reduce.hpp>

namespace cortexpr {

struct PoolOptions {
  int stride = 0;  ///< 0: as large as the window
  Padding padding = valid;
};

namespace detail {
template <const Op& op, int window> struct Pool {
  static_assert(window > 0, "a pooling window is at least 1");
  PoolOptions options{};

  constexpr Pool operator()(const PoolOptions& o) const { return {o}; }
  NoSuchOption<PoolOptions> operator()(...) const = delete;  // options: stride, padding

  constexpr Value operator()(Value x) const {
    const Shape s = x.shape();
    const auto refuse = [&](std::string_view expected, std::string_view remedy) {
      return x.fail(Text<64>{}.append(op.name).append("<").append(window).append(">").view(), expected,
                    Text<64>{}.append(s).view(), remedy);
    };
    if (s.rank != 3) return refuse("[height, width, channels]", "add a channel axis: reshaped<h, w, 1>");
    if (options.padding == valid && (s[0] < window || s[1] < window))
      return refuse(
          Text<96>{}.append("an image of at least ").append(window).append(" x ").append(window).view(),
          "use a smaller window or .padding = same");
    PoolGeometry g;
    g.window_h = g.window_w = window;
    g.stride_h = g.stride_w = options.stride > 0 ? options.stride : window;
    const Margins rows(options.padding, s[0], window, g.stride_h),
        columns(options.padding, s[1], window, g.stride_w);
    g.top = rows.before;
    g.left = columns.before;
    return pool(op, x, g, rows.after, columns.after);
  }
};

struct GlobalAveragePool {
  constexpr Value operator()(Value x) const {
    if (x.rank() != 3)
      return x.fail("global_average_pool", "[height, width, channels]", Text<64>{}.append(x.shape()).view(),
                    "put it before flatten");
    return mean(x, {0, 1});
  }
};
}  // namespace detail

/// [h, w, c] -> [oh, ow, c], the largest of each window; `max_pool<3>({.stride = 2, .padding = same})`.
template <int window> inline constexpr detail::Pool<max_pool_op, window> max_pool{};
/// The mean of each window; padding does not count.
template <int window> inline constexpr detail::Pool<average_pool_op, window> average_pool{};
/// [h, w, c] -> [c].
inline constexpr detail::GlobalAveragePool global_average_pool{};

}  // namespace cortexpr
