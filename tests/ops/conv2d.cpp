/// Convolution and its two derivatives: values against nested loops over a padded image; derivatives.
#include <cortexpr/ops/conv2d.hpp>
#include "../support/gradient_check.hpp"
#include "../support/plain.hpp"

using namespace testing;

namespace {

struct Case {
  Shape x, w;
  ConvolutionGeometry g;
  int bottom, right;
};

ConvolutionGeometry geometry(int stride, int dilation, int top, int left, int groups = 1) {
  ConvolutionGeometry g;
  g.stride_h = stride, g.stride_w = stride, g.dilation_h = dilation, g.dilation_w = dilation;
  g.top = top, g.left = left, g.groups = groups;
  return g;
}

ConvolutionGeometry uneven() {
  ConvolutionGeometry g;
  g.stride_h = 2, g.stride_w = 1, g.dilation_h = 1, g.dilation_w = 2, g.top = 1, g.left = 0;
  return g;
}

const Case cases[] = {{{4, 5, 2}, {3, 3, 2, 3}, geometry(1, 1, 0, 0), 0, 0},
                      {{4, 5, 2}, {3, 2, 2, 3}, geometry(1, 1, 1, 0), 1, 1},
                      {{5, 5, 1}, {3, 3, 1, 2}, geometry(2, 1, 1, 1), 1, 1},
                      {{6, 7, 2}, {2, 3, 2, 1}, geometry(1, 2, 0, 2), 2, 2},
                      {{4, 4, 4}, {3, 3, 2, 6}, geometry(1, 1, 0, 0, 2), 0, 0},
                      {{4, 4, 3}, {3, 3, 1, 6}, geometry(2, 1, 0, 0, 3), 1, 1},
                      {{1, 1, 1}, {1, 1, 1, 1}, geometry(1, 1, 0, 0), 0, 0},
                      {{5, 6, 2}, {2, 2, 2, 2}, uneven(), 0, 3},
                      {{2, 2, 1}, {3, 3, 1, 1}, geometry(3, 1, 2, 1), 2, 1}};

/// The image with its zeros really around it, then the definition.
Numbers convolved(const Plain& x, const Plain& w, const Case& c, int oh, int ow) {
  const int rows = x.extents[0], h = c.x[0] + c.g.top + c.bottom, width = c.x[1] + c.g.left + c.right;
  Plain padded = Plain::zeros({rows, h, width, c.x[2]});
  x.each([&](const std::vector<int>& i) { padded({i[0], i[1] + c.g.top, i[2] + c.g.left, i[3]}) = x(i); });
  const int filters = c.w[3], per_group = filters / c.g.groups, in_group = c.w[2];
  Plain y = Plain::zeros({rows, oh, ow, filters});
  y.each([&](const std::vector<int>& i) {
    const int first = i[3] / per_group * in_group;
    double total = 0;
    for (int u = 0; u < c.w[0]; ++u)
      for (int v = 0; v < c.w[1]; ++v)
        for (int q = 0; q < in_group; ++q)
          total += padded({i[0], i[1] * c.g.stride_h + u * c.g.dilation_h,
                           i[2] * c.g.stride_w + v * c.g.dilation_w, first + q}) *
                   w({0, u, v, q, i[3]});
    y(i) = total;
  });
  return y.numbers;
}

}  // namespace

TEST_CASE("values of convolutions") {
  for (const Case& c : cases)
    for (bool batched : {false, true}) {
      Tape tape(3);
      const Value x = tape.input(c.x, batched), w = tape.input(c.w);
      const Value y = convolve2d(x, w, c.g, c.bottom, c.right);
      REQUIRE(!tape.graph.complaint.made);
      const int oh = (c.x[0] + c.g.top + c.bottom - (c.w[0] - 1) * c.g.dilation_h - 1) / c.g.stride_h + 1,
                ow = (c.x[1] + c.g.left + c.right - (c.w[1] - 1) * c.g.dilation_w - 1) / c.g.stride_w + 1;
      REQUIRE(y.shape() == Shape{oh, ow, c.w[3]});
      CHECK(near(tape(y), convolved(plain(tape, x), plain(tape, w), c, oh, ow), 1e-13));
    }
}

TEST_CASE("shapes that do not fit are refused") {
  const auto refused = [](Shape x, Shape w, ConvolutionGeometry g, bool batched_weight = false) {
    Tape tape;
    convolve2d(tape.input(x), tape.input(w, batched_weight), g, 0, 0);
    return tape.graph.complaint.made;
  };
  CHECK(refused({4, 4}, {3, 3, 1, 1}, {}));
  CHECK(refused({4, 4, 2}, {3, 3, 1, 1}, {}));
  CHECK(refused({2, 4, 1}, {3, 3, 1, 1}, {}));
  CHECK(refused({4, 4, 1}, {3, 3, 1, 1}, geometry(1, 2, 0, 0)));
  CHECK(refused({4, 4, 4}, {3, 3, 2, 3}, geometry(1, 1, 0, 0, 2)));
  CHECK(refused({4, 4, 1}, {3, 3, 1, 1}, {}, true));
}

namespace {
template <int i> Value convolution(const std::vector<Value>& v) {
  return convolve2d(v[0], v[1], cases[i].g, cases[i].bottom, cases[i].right);
}
const Function convolutions[] = {convolution<0>, convolution<1>, convolution<2>,
                                 convolution<3>, convolution<4>, convolution<5>,
                                 convolution<6>, convolution<7>, convolution<8>};
}  // namespace

TEST_CASE("derivatives of convolutions") {
  int i = 0;
  for (const Case& c : cases) {
    INFO("case " << i);
    for (bool batched : {false, true}) check_gradient(convolutions[i], {{c.x, batched}, {c.w, false}});
    ++i;
  }
}
