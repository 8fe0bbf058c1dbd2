/// Maximum and average over windows: values against loops, ties, padding, derivatives.
#include <cortexpr/ops/pool2d.hpp>
#include "../support/gradient_check.hpp"
#include "../support/plain.hpp"

using namespace testing;

namespace {

struct Case {
  Shape x;
  PoolGeometry g;
  int bottom, right;
};
PoolGeometry geometry(int window, int stride, int top, int left) {
  PoolGeometry g;
  g.window_h = g.window_w = window, g.stride_h = g.stride_w = stride, g.top = top, g.left = left;
  return g;
}
PoolGeometry uneven() {
  PoolGeometry g;
  g.window_h = 1, g.window_w = 3, g.stride_h = 2, g.stride_w = 1, g.top = 0, g.left = 1;
  return g;
}
const Case cases[] = {{{4, 4, 2}, geometry(2, 2, 0, 0), 0, 0}, {{5, 7, 2}, geometry(2, 2, 0, 0), 0, 0},
                      {{5, 5, 1}, geometry(3, 1, 0, 0), 0, 0}, {{4, 5, 2}, geometry(3, 2, 1, 0), 1, 1},
                      {{1, 1, 3}, geometry(1, 1, 0, 0), 0, 0}, {{4, 3, 1}, uneven(), 0, 1},
                      {{2, 2, 1}, geometry(3, 1, 1, 1), 1, 1}};

/// The elements of each window that lie inside of the image.
std::vector<Numbers> windows(const Plain& x, const Case& c, const Shape& y) {
  std::vector<Numbers> result;
  Plain::zeros({x.extents[0], y[0], y[1], y[2]}).each([&](const std::vector<int>& i) {
    result.emplace_back();
    for (int p = i[1] * c.g.stride_h - c.g.top; p < i[1] * c.g.stride_h - c.g.top + c.g.window_h; ++p)
      for (int q = i[2] * c.g.stride_w - c.g.left; q < i[2] * c.g.stride_w - c.g.left + c.g.window_w; ++q)
        if (p >= 0 && p < c.x[0] && q >= 0 && q < c.x[1]) result.back().push_back(x({i[0], p, q, i[3]}));
  });
  return result;
}

}  // namespace

TEST_CASE("values of pooling") {
  for (const Case& c : cases)
    for (bool batched : {false, true}) {
      Tape tape(3);
      const Value x = tape.input(c.x, batched);
      const Value most = max_pool2d(x, c.g, c.bottom, c.right),
                  average = average_pool2d(x, c.g, c.bottom, c.right);
      REQUIRE(!tape.graph.complaint.made);
      const auto expected = windows(plain(tape, x), c, most.shape());
      const Numbers a = tape(most), b = tape(average);
      REQUIRE(a.size() == expected.size());
      for (std::size_t i = 0; i < a.size(); ++i) {
        double total = 0;
        for (double e : expected[i]) total += e;
        CHECK(a[i] == *std::max_element(expected[i].begin(), expected[i].end()));
        CHECK(near(b[i], total / static_cast<double>(expected[i].size()), 1e-14));
      }
    }
}

TEST_CASE("of equal elements the first in a window gets the gradient") {
  Tape tape;
  const Value x = tape.given({2, 2, 1}, false, {3, 3, 3, 1});
  CHECK(tape(gradient(sum(max_pool2d(x, {})), {x})[0]) == Numbers{1, 0, 0, 0});
}

TEST_CASE("images that are none or too small are refused") {
  const auto refused = [](Shape shape) {
    Tape tape;
    max_pool2d(tape.input(shape), {});
    return tape.graph.complaint.made;
  };
  CHECK(refused({4, 4}));
  CHECK(refused({1, 4, 1}));
  CHECK(!refused({2, 2, 1}));
}

namespace {
template <int i> Value maximum(const std::vector<Value>& v) {
  return exp(max_pool2d(v[0], cases[i].g, cases[i].bottom, cases[i].right));
}
template <int i> Value average(const std::vector<Value>& v) {
  return exp(average_pool2d(v[0], cases[i].g, cases[i].bottom, cases[i].right));
}
const Function pools[] = {maximum<0>, maximum<1>, maximum<2>, maximum<3>, maximum<4>, maximum<5>, maximum<6>,
                          average<0>, average<1>, average<2>, average<3>, average<4>, average<5>, average<6>};
}  // namespace

TEST_CASE("derivatives of pooling") {
  for (int i = 0; i < 14; ++i) {
    INFO("case " << i);
    for (bool batched : {false, true}) check_gradient(pools[i], {{cases[i % 7].x, batched}});
  }
}
