/// Maximum and average over windows of an image [h, w, c] -> [oh, ow, c], and their derivatives.
#pragma once

#include <cortexpr/graph/reference_call.hpp>
#include <cortexpr/ops/accumulate.hpp>

namespace cortexpr {

/// attributes of all ops here: window h, w; stride h, w; padding top, left. The padding takes no part: a
/// maximum or an average runs over the elements of x that its window covers.
struct PoolGeometry {
  int window_h = 2, window_w = 2, stride_h = 2, stride_w = 2, top = 0, left = 0;

  constexpr PoolGeometry() = default;
  explicit constexpr PoolGeometry(const Attributes& a)
      : window_h(a[0]),
        window_w(a[1]),
        stride_h(a[2]),
        stride_w(a[3]),
        top(a[4]),
        left(a[5]) {}
  constexpr Attributes attributes() const { return {{window_h, window_w, stride_h, stride_w, top, left}}; }
};

namespace detail {

constexpr Value pool_scatter(Value x, Value dy, Attributes a);
constexpr Value pool_select(Value x, Value v, Shape result, Attributes a);
constexpr Value average_pool(Value x, Shape result, Attributes a);
constexpr Value average_pool_gradient(Value dy, Shape x, Attributes a);

/// Calls f(place in y, visit) for every window, where visit(g) calls g(place in x) for the elements it
/// covers.
template <class F>
constexpr void for_each_window(const Shape& x, const Shape& y, const Attributes& a, std::size_t rows, F f) {
  const PoolGeometry g(a);
  std::size_t to = 0;
  for (std::size_t r = 0; r < rows; ++r)
    for (int i = 0; i < y[0]; ++i)
      for (int j = 0; j < y[1]; ++j)
        for (int c = 0; c < y[2]; ++c)
          f(to++, [&](auto visit) {
            for (int u = 0; u < g.window_h; ++u)
              for (int v = 0; v < g.window_w; ++v) {
                const int p = i * g.stride_h + u - g.top, q = j * g.stride_w + v - g.left;
                if (p >= 0 && q >= 0 && p < x[0] && q < x[1])
                  visit(r * x.size() + static_cast<std::size_t>((p * x[1] + q) * x[2] + c));
              }
          });
}

/// Where a window's first largest element lies.
template <class T, class Visit> constexpr std::size_t largest(const Elements<T>& x, Visit visit) {
  std::size_t best = 0;
  bool found = false;
  visit([&](std::size_t at) {
    if (!found || x[best] < x[at]) best = at;
    found = true;
  });
  return best;
}

struct MaxPoolReference {
  template <class T> static constexpr void run(const ReferenceCall<T>& c) {
    for_each_window(c.shape(0), c.node->shape, c.node->attributes, c.rows_of(*c.node),
                    [&](std::size_t y, auto visit) { c.output[y] = c.input(0)[largest(c.input(0), visit)]; });
  }
};
struct PoolScatterReference {
  template <class T> static constexpr void run(const ReferenceCall<T>& c) {
    for (std::size_t i = 0; i < c.size(); ++i) c.output[i] = T(0);
    for_each_window(
        c.shape(0), c.shape(1), c.node->attributes, c.rows_of(*c.node),
        [&](std::size_t y, auto visit) { c.output[largest(c.input(0), visit)] += c.input(1)[y]; });
  }
};
struct PoolSelectReference {
  template <class T> static constexpr void run(const ReferenceCall<T>& c) {
    for_each_window(c.shape(0), c.node->shape, c.node->attributes, c.rows_of(*c.node),
                    [&](std::size_t y, auto visit) { c.output[y] = c.input(1)[largest(c.input(0), visit)]; });
  }
};
struct AveragePoolReference {
  template <class T> static constexpr void run(const ReferenceCall<T>& c) {
    for_each_window(c.shape(0), c.node->shape, c.node->attributes, c.rows_of(*c.node),
                    [&](std::size_t y, auto visit) {
                      T total = 0, count = 0;
                      visit([&](std::size_t at) { total += c.input(0)[at], count += T(1); });
                      c.output[y] = total / count;
                    });
  }
};
struct AveragePoolGradientReference {
  template <class T> static constexpr void run(const ReferenceCall<T>& c) {
    for (std::size_t i = 0; i < c.size(); ++i) c.output[i] = T(0);
    for_each_window(c.node->shape, c.shape(0), c.node->attributes, c.rows_of(*c.node),
                    [&](std::size_t y, auto visit) {
                      T count = 0;
                      visit([&](std::size_t) { count += T(1); });
                      visit([&](std::size_t at) { c.output[at] += c.input(0)[y] / count; });
                    });
  }
};

}  // namespace detail

constexpr void max_pool_gradient(Backward& b) {
  b.add(0, detail::pool_scatter(b.input(0), b.dy(), b.attributes()));
}
inline constexpr Op max_pool_op{.name = "max_pool",
                                .gradient = max_pool_gradient,
                                .reference = reference_of<detail::MaxPoolReference>(),
                                .onnx = "MaxPool"};

/// Puts dy where the maxima of x's windows are; its own derivative picks those places.
constexpr void pool_scatter_gradient(Backward& b) {
  if (b.wants(1)) b.add(1, detail::pool_select(b.input(0), b.dy(), b.input(1).shape(), b.attributes()));
}
inline constexpr Op pool_scatter_op{.name = "pool_scatter",
                                    .gradient = pool_scatter_gradient,
                                    .reference = reference_of<detail::PoolScatterReference>()};
constexpr void pool_select_gradient(Backward& b) {
  if (b.wants(1)) b.add(1, detail::pool_scatter(b.input(0), b.dy(), b.attributes()));
}
inline constexpr Op pool_select_op{.name = "pool_select",
                                   .gradient = pool_select_gradient,
                                   .reference = reference_of<detail::PoolSelectReference>()};

constexpr void average_pool_op_gradient(Backward& b) {
  b.add(0, detail::average_pool_gradient(b.dy(), b.input(0).shape(), b.attributes()));
}
inline constexpr Op average_pool_op{.name = "average_pool",
                                    .gradient = average_pool_op_gradient,
                                    .reference = reference_of<detail::AveragePoolReference>(),
                                    .onnx = "AveragePool"};
constexpr void average_pool_gradient_gradient(Backward& b) {
  b.add(0, detail::average_pool(b.dy(), b.input(0).shape(), b.attributes()));
}
inline constexpr Op average_pool_gradient_op{
    .name = "average_pool_gradient",
    .gradient = average_pool_gradient_gradient,
    .reference = reference_of<detail::AveragePoolGradientReference>()};

constexpr Value detail::pool_scatter(Value x, Value dy, Attributes a) {
  return x.graph().emit(pool_scatter_op, x.shape(), x.batched(), x.dtype(), {x, dy}, a);
}
constexpr Value detail::pool_select(Value x, Value v, Shape result, Attributes a) {
  return x.graph().emit(pool_select_op, result, x.batched(), x.dtype(), {x, v}, a);
}
constexpr Value detail::average_pool(Value x, Shape result, Attributes a) {
  return x.graph().emit(average_pool_op, result, x.batched(), x.dtype(), {x}, a);
}
constexpr Value detail::average_pool_gradient(Value dy, Shape x, Attributes a) {
  return dy.graph().emit(average_pool_gradient_op, x, dy.batched(), dy.dtype(), {dy}, a);
}

namespace detail {
constexpr Value pool(const Op& op, Value x, PoolGeometry g, int bottom, int right) {
  const Shape s = x.shape();
  if (s.rank != 3)
    return x.fail(op.name, "an image [height, width, channels]", Text<64>{}.append(s).view(),
                  "reshape it to three axes");
  const int room_h = s[0] + g.top + bottom - g.window_h, room_w = s[1] + g.left + right - g.window_w;
  if (room_h < 0 || room_w < 0)
    return x.fail(
        op.name,
        Text<96>{}.append("an image of at least ").append(g.window_h).append(" x ").append(g.window_w).view(),
        Text<64>{}.append(s).view(), "use a smaller window");
  return x.graph().emit(op, {room_h / g.stride_h + 1, room_w / g.stride_w + 1, s[2]}, x.batched(), x.dtype(),
                        {x}, g.attributes());
}
}  // namespace detail

/// The largest element of each window.
constexpr Value max_pool2d(Value x, PoolGeometry g, int bottom = 0, int right = 0) {
  return detail::pool(max_pool_op, x, g, bottom, right);
}
/// The mean of each window.
constexpr Value average_pool2d(Value x, PoolGeometry g, int bottom = 0, int right = 0) {
  return detail::pool(average_pool_op, x, g, bottom, right);
}

}  // namespace cortexpr
