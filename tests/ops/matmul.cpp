/// Matrix products: values against three loops, in every combination of batches, leading axes and
/// transpositions; derivatives.
#include <cortexpr/ops/matmul.hpp>
#include "../support/gradient_check.hpp"
#include "../support/plain.hpp"

using namespace testing;

namespace {

/// a [.., m, k] (or [k]) times b [.., k, n]; a leading index that an operand lacks repeats it.
Numbers product(const Plain& a, const Plain& b, Transposed t, const Value& y, int rows, int leading) {
  const auto element = [&](const Plain& x, bool transposed, int row, int l, int i, int j) {
    std::vector<int> index{x.extents[0] == 1 ? 0 : row};
    if (x.extents.size() == 4) index.push_back(l);
    if (transposed) std::swap(i, j);
    if (x.extents.size() > 2) index.push_back(i);
    index.push_back(j);
    return x(index);
  };
  const int k = b.extents[b.extents.size() - (t.right ? 1 : 2)];
  const int m = y.rank() > 1 ? y.shape()[y.rank() - 2] : 1, n = y.last();
  Numbers result;
  for (int r = 0; r < (y.batched() ? rows : 1); ++r)
    for (int l = 0; l < leading; ++l)
      for (int i = 0; i < m; ++i)
        for (int j = 0; j < n; ++j) {
          double total = 0;
          for (int s = 0; s < k; ++s)
            total += element(a, t.left, r, l, i, s) * element(b, t.right, r, l, s, j);
          result.push_back(total);
        }
  return result;
}

struct Case {
  Shape a, b, y;
  int leading;
};
const Case cases[] = {{{2, 3}, {3, 4}, {2, 4}, 1},       {{5, 2, 3}, {3, 4}, {5, 2, 4}, 5},
                      {{2, 3}, {5, 3, 4}, {5, 2, 4}, 5}, {{5, 2, 3}, {5, 3, 4}, {5, 2, 4}, 5},
                      {{1, 1}, {1, 1}, {1, 1}, 1},       {{5, 1, 3}, {5, 3, 1}, {5, 1, 1}, 5}};

Shape exchanged(Shape s, bool really) {
  if (really) std::swap(s[s.rank - 1], s[s.rank - 2]);
  return s;
}

}  // namespace

TEST_CASE("values of matrix products") {
  for (const Case& c : cases)
    for (int flags = 0; flags < 16; ++flags) {
      Tape tape(3);
      const Transposed t{(flags & 4) != 0, (flags & 8) != 0};
      const Value a = tape.input(exchanged(c.a, t.left), flags & 1),
                  b = tape.input(exchanged(c.b, t.right), flags & 2);
      const Value y = matmul(a, b, t);
      REQUIRE(!tape.graph.complaint.made);
      REQUIRE(y.shape() == c.y);
      CHECK(near(tape(y), product(plain(tape, a), plain(tape, b), t, y, 3, c.leading), 1e-14));
    }
}

TEST_CASE("a vector on the left is one row") {
  for (int flags = 0; flags < 4; ++flags) {
    Tape tape(3);
    const Value a = tape.input({3}, flags & 1), b = tape.input({3, 4}, flags & 2),
                many = tape.input({5, 3, 4}, flags & 2);
    const Value y = matmul(a, b), z = matmul(a, many);
    REQUIRE(y.shape() == Shape{4});
    REQUIRE(z.shape() == Shape{5, 1, 4});
    CHECK(near(tape(y), product(plain(tape, a), plain(tape, b), {}, y, 3, 1), 1e-14));
    CHECK(near(tape(z), product(plain(tape, a), plain(tape, many), {}, z, 3, 5), 1e-14));
  }
}

TEST_CASE("contract sums outer products over batch and leading axes") {
  Tape tape(2);
  const Value a = tape.input({3, 2}, true), b = tape.input({3, 4}, true);
  const Value y = contract(a, b);
  const Plain p = plain(tape, a), q = plain(tape, b);
  Plain expected = Plain::zeros({2, 4});
  for (int r = 0; r < 2; ++r)
    for (int l = 0; l < 3; ++l)
      for (int i = 0; i < 2; ++i)
        for (int j = 0; j < 4; ++j) expected({i, j}) += p({r, l, i}) * q({r, l, j});
  CHECK(!y.batched());
  CHECK(near(tape(y), expected.numbers, 1e-14));
}

TEST_CASE("inner sizes that differ are refused, and leading ones") {
  const auto refused = [](Shape a, Shape b, Transposed t = {}) {
    Tape tape;
    matmul(tape.input(a), tape.input(b), t);
    return tape.graph.complaint.made;
  };
  CHECK(refused({2, 3}, {2, 3}));
  CHECK(!refused({2, 3}, {2, 3}, {.right = true}));
  CHECK(!refused({2, 3}, {2, 3}, {.left = true}));
  CHECK(refused({2, 2, 3}, {3, 3, 4}));
  CHECK(refused({3}, {3}));
  CHECK(refused({}, {3, 3}));
}

namespace {
template <bool left, bool right> Value transposed_product(const std::vector<Value>& v) {
  return exp(matmul(v[0], v[1], {left, right}) * 0.3);
}
const Function products[] = {transposed_product<false, false>, transposed_product<true, false>,
                             transposed_product<false, true>, transposed_product<true, true>};
}  // namespace

TEST_CASE("derivatives of matrix products") {
  const Shape shapes[][2] = {
      {{2, 3}, {3, 2}}, {{2, 2, 3}, {3, 2}}, {{2, 3}, {2, 3, 2}}, {{2, 2, 3}, {2, 3, 2}}};
  for (const auto& s : shapes)
    for (int flags = 0; flags < 16; ++flags) {
      INFO("shapes " << (&s - shapes) << ", flags " << flags);
      const bool left = flags & 4, right = flags & 8;
      check_gradient(products[flags / 4],
                     {{exchanged(s[0], left), (flags & 1) != 0}, {exchanged(s[1], right), (flags & 2) != 0}});
    }
}

TEST_CASE("derivatives of a vector times matrices") {
  for (int flags = 0; flags < 8; ++flags)
    for (const Shape& b : {Shape{3, 2}, Shape{2, 3, 2}}) {
      INFO("rank " << b.rank << ", flags " << flags);
      check_gradient(products[flags & 4 ? 2 : 0],
                     {{{3}, (flags & 1) != 0}, {exchanged(b, flags & 4), (flags & 2) != 0}});
    }
}
