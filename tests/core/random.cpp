/// The generator against published vectors, and its numbers against the laws they should follow.
#include <doctest/doctest.h>

#include <cmath>
#include <cortexpr/core/random.hpp>

using namespace cortexpr;

// The known answers that come with Random123, the authors' implementation: counter, key -> words.
static_assert(philox({{0, 0, 0, 0}}, {{0, 0}}) == Words4{{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}});
static_assert(philox({{0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff}}, {{0xffffffff, 0xffffffff}}) ==
              Words4{{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}});
static_assert(philox({{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}}, {{0xa4093822, 0x299f31d0}}) ==
              Words4{{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}});

static_assert(unit_float(0) == 0 && unit_float(0xffffffff) == 1 - 0x1p-24f);
static_assert(unit_double(0, 0) == 0 && unit_double(0xffffffff, 0xffffffff) == 1 - 0x1p-53);
static_assert(unit_float(0x80000000) == 0.5f && unit_double(0, 0x40000000) == 0.25);

namespace {

constexpr RandomKey key{.seed = 42, .stream = 3, .step = 7};

struct Moments {
  double mean, variance, skew, kurtosis;
};

template <class Draw> Moments moments(int count, Draw draw) {
  double sum[5]{};
  for (int i = 0; i < count; ++i) {
    const double x = draw(static_cast<std::uint64_t>(i));
    for (double power = 1; double& s : sum) s += power, power *= x;
  }
  const double n = count, m = sum[1] / n, v = sum[2] / n - m * m;
  const double third = sum[3] / n - 3 * m * sum[2] / n + 2 * m * m * m;
  const double fourth = sum[4] / n - 4 * m * sum[3] / n + 6 * m * m * sum[2] / n - 3 * m * m * m * m;
  return {m, v, third / std::pow(v, 1.5), fourth / (v * v)};
}

}  // namespace

TEST_CASE_TEMPLATE("uniform numbers have the moments of the uniform law", T, float, double) {
  const Moments m = moments(200000, [](std::uint64_t i) { return static_cast<double>(uniform<T>(key, i)); });
  CHECK(m.mean == doctest::Approx(0.5).epsilon(0.005));
  CHECK(m.variance == doctest::Approx(1 / 12.).epsilon(0.01));
  CHECK(std::fabs(m.skew) < 0.02);
  CHECK(m.kurtosis == doctest::Approx(1.8).epsilon(0.01));
}

TEST_CASE_TEMPLATE("normal numbers have the moments of the normal law", T, float, double) {
  const Moments m = moments(200000, [](std::uint64_t i) { return static_cast<double>(normal<T>(key, i)); });
  CHECK(std::fabs(m.mean) < 0.01);
  CHECK(m.variance == doctest::Approx(1).epsilon(0.02));
  CHECK(std::fabs(m.skew) < 0.03);
  CHECK(m.kurtosis == doctest::Approx(3).epsilon(0.03));
}

TEST_CASE("neighbours are not correlated") {
  double lag[3]{};
  const int count = 100000;
  for (int i = 0; i < count; ++i)
    for (int d = 0; d < 3; ++d)
      lag[d] += static_cast<double>(normal(key, static_cast<std::uint64_t>(i)) *
                                    normal(key, static_cast<std::uint64_t>(i + d + 1)));
  for (double l : lag) CHECK(std::fabs(l / count) < 0.02);
}

TEST_CASE("bernoulli hits its probability, and exactly at 0 and 1") {
  int hits = 0;
  for (std::uint64_t i = 0; i < 100000; ++i) {
    hits += bernoulli(0.3f, key, i) ? 1 : 0;
    CHECK_FALSE(bernoulli(0, key, i));
    CHECK(bernoulli(1, key, i));
  }
  CHECK(hits / 100000. == doctest::Approx(0.3).epsilon(0.02));
}

TEST_CASE("every part of the key changes the numbers") {
  const auto differs = [](RandomKey other) {
    int equal = 0;
    for (std::uint64_t i = 0; i < 64; ++i) equal += uniform(key, i) == uniform(other, i) ? 1 : 0;
    return equal < 3;
  };
  CHECK(differs({.seed = 43, .stream = 3, .step = 7}));
  CHECK(differs({.seed = 42 + (std::uint64_t{1} << 32), .stream = 3, .step = 7}));
  CHECK(differs({.seed = 42, .stream = 4, .step = 7}));
  CHECK(differs({.seed = 42, .stream = 3, .step = 8}));
  CHECK(differs({.seed = 42, .stream = 3, .step = 7 + (std::uint64_t{1} << 32)}));
  CHECK(uniform(key, 0) != uniform(key, std::uint64_t{4} << 32));
  // Step and index share a word of the counter; the largest index does not reach into the step.
  const RandomKey later{.seed = 42, .stream = 3, .step = 7 + (std::uint64_t{1} << 32)};
  for (int bit = 32; bit < 48; ++bit) CHECK(uniform(later, 0) != uniform(key, std::uint64_t{4} << bit));
}

TEST_CASE("constant evaluation draws the numbers of run time") {
  constexpr float at_compile_time[] = {uniform(key, 0), uniform(key, 1), uniform(key, 6), normal(key, 0),
                                       normal(key, 5)};
  volatile std::uint64_t index = 0;  // hides the argument from constant folding
  CHECK(uniform(key, index) == at_compile_time[0]);
  CHECK(uniform(key, index + 1) == at_compile_time[1]);
  CHECK(uniform(key, index + 6) == at_compile_time[2]);
  CHECK(normal(key, index) == doctest::Approx(at_compile_time[3]));
  CHECK(normal(key, index + 5) == doctest::Approx(at_compile_time[4]));
}
