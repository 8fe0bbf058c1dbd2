/// The elementary functions: constant evaluation against the C library, special values, float.
#include <doctest/doctest.h>

#include <cmath>
#include <cortexpr/core/math.hpp>
#include <iterator>
#include <limits>

using namespace cortexpr;

namespace {

constexpr double infinity = __builtin_inf(), not_a_number = __builtin_nan("");

/// The distance of x from what is right, in units in the last place of T.
template <class T> double ulps(T x, long double right) {
  const T rounded = static_cast<T>(right);
  if (std::isnan(rounded)) return std::isnan(x) ? 0 : 1e9;
  if (std::isinf(rounded) || rounded == 0)
    return x == rounded && std::signbit(x) == std::signbit(rounded) ? 0 : 1e9;
  const T size = std::fabs(rounded);
  const auto unit = static_cast<long double>(std::nextafter(size, std::numeric_limits<T>::infinity()) - size);
  return static_cast<double>(std::fabs(static_cast<long double>(x) - right) / unit);
}

/// Arguments spread over what a function is used for, the special ones first.
struct Arguments {
  static constexpr int specials = 22, size = 200;
  double value[size]{0.0,       -0.0,   1,       -1,       infinity, -infinity, not_a_number, 4.9e-324,
                     -4.9e-324, 1e-310, 1.7e308, -1.7e308, 709.78,   709.79,    -745.1,       -745.2,
                     1e-20,     0.5,    1e22,    1e-8,     -708.5,   30};
  constexpr Arguments() {
    for (int i = specials; i < size; ++i) {
      const int k = i - specials;
      const double x = 0.0625 * k * k * (1 + 1e-3 * k);
      value[i] = k % 3 == 0 ? -x : k % 3 == 1 ? x : 1 / (x + 0.5);
    }
  }
};
inline constexpr Arguments arguments;

template <class T> struct Values {
  T of[Arguments::size]{};
};

/// f at all arguments, by the compiler.
template <class T, class F> constexpr Values<T> at_compile_time(F f) {
  Values<T> y;
  for (int i = 0; i < Arguments::size; ++i) y.of[i] = f(detail::narrowed<T>(arguments.value[i]));
  return y;
}

template <class T, class Right> void check(const Values<T>& y, Right right, double limit) {
  for (int i = 0; i < Arguments::size; ++i) {
    const T x = detail::narrowed<T>(arguments.value[i]);
    INFO("at ", static_cast<double>(x), " is ", static_cast<double>(y.of[i]));
    CHECK(ulps(y.of[i], right(static_cast<long double>(x))) <= limit);
  }
}

/// Both ways of f, constant evaluation and run time, against what is right.
template <class T, class F, class Right> void compare(const char* name, F f, Right right) {
  CAPTURE(name);
  static constexpr Values<T> by_compiler = at_compile_time<T>(F{});
  check(by_compiler, right, 2);
  Values<T> at_run_time;
  for (int i = 0; i < Arguments::size; ++i) at_run_time.of[i] = f(detail::narrowed<T>(arguments.value[i]));
  check(at_run_time, right, 2);
}

using Wide = long double;

Wide sigmoid(Wide x) { return x < 0 ? std::exp(x) / (1 + std::exp(x)) : 1 / (1 + std::exp(-x)); }

}  // namespace

// What the C library says is right in long double where that is wider; elsewhere its own error adds up.
TEST_CASE_TEMPLATE("constant evaluation and run time agree with the C library", T, float, double) {
  compare<T>("exp", [](T x) { return math::exp(x); }, [](Wide x) { return std::exp(x); });
  compare<T>("expm1", [](T x) { return math::expm1(x); }, [](Wide x) { return std::expm1(x); });
  compare<T>("log", [](T x) { return math::log(x); }, [](Wide x) { return std::log(x); });
  compare<T>("log1p", [](T x) { return math::log1p(x); }, [](Wide x) { return std::log1p(x); });
  compare<T>("sqrt", [](T x) { return math::sqrt(x); }, [](Wide x) { return std::sqrt(x); });
  compare<T>("tanh", [](T x) { return math::tanh(x); }, [](Wide x) { return std::tanh(x); });
  compare<T>("erf", [](T x) { return math::erf(x); }, [](Wide x) { return std::erf(x); });
  compare<T>("floor", [](T x) { return math::floor(x); }, [](Wide x) { return std::floor(x); });
  compare<T>("sin", [](T x) { return math::sin(x); }, [](Wide x) { return std::sin(x); });
  compare<T>("cos", [](T x) { return math::cos(x); }, [](Wide x) { return std::cos(x); });
  compare<T>("abs", [](T x) { return math::abs(x); }, [](Wide x) { return std::fabs(x); });
}

TEST_CASE_TEMPLATE("the logistic function", T, float, double) {
  static constexpr auto y = at_compile_time<T>([](T x) { return math::sigmoid(x); });
  check(y, sigmoid, 2);
  for (double a : arguments.value) {
    const T x = detail::narrowed<T>(a);
    CHECK(ulps(math::sigmoid(x), sigmoid(static_cast<long double>(x))) <= 4);
  }
}

TEST_CASE_TEMPLATE("powers", T, float, double) {
  static constexpr double exponents[] = {0,    -0.0, 1,  -1,   2,        3,         -3,          0.5,
                                         -2.5, 1e-5, 77, 1e17, infinity, -infinity, not_a_number};
  static constexpr auto y = [] {
    struct {
      Values<T> of[std::size(exponents)];
    } all{};
    for (std::size_t i = 0; i < std::size(exponents); ++i)
      all.of[i] = at_compile_time<T>([&](T x) { return math::pow(x, static_cast<T>(exponents[i])); });
    return all;
  }();
  for (std::size_t i = 0; i < std::size(exponents); ++i) {
    CAPTURE(exponents[i]);
    const auto exponent = static_cast<long double>(static_cast<T>(exponents[i]));
    check(y.of[i], [=](long double x) -> long double { return std::pow(x, exponent); }, 1);
  }
  CHECK(math::pow(T(2), T(10)) == 1024);
}

static_assert(math::sqrt(2.) == 1.4142135623730951 && math::sqrt(2.f) == 1.41421356f);
static_assert(math::exp(1.) == 2.718281828459045 && math::log(10.) == 2.302585092994046);
static_assert(math::tanh(0.5) == 0.46211715726000975 && math::erf(0.5) == 0.5204998778130465);
static_assert(math::pow(-2., 3.) == -8 && math::isnan(math::pow(-8., 1 / 3.)));
static_assert(math::floor(-0.5) == -1 && math::floor(2.75f) == 2);
static_assert(math::exp(100.f) == __builtin_inff() && math::exp(-200.f) == 0);
static_assert(math::isnan(not_a_number) && !math::isnan(infinity) && !math::isnan(0.f));
static_assert(math::isfinite(1e308) && !math::isfinite(-infinity) && !math::isfinite(__builtin_nanf("")));

TEST_CASE("the portable functions agree with the C library at many random points") {
  std::uint64_t state = 1;
  const auto next = [&state](double low, double high) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    return low + (high - low) * static_cast<double>(state >> 11) * 0x1p-53;
  };
  double worst[13]{};
  const auto note = [&worst](int i, double x, long double right) {
    worst[i] = std::fmax(worst[i], ulps(x, right));
  };
  for (int i = 0; i < 50000; ++i) {
    const double x = next(-3, 3), wide = next(-700, 700),
                 large = next(0, 1) * std::pow(2., next(-1000, 1000));
    note(0, detail::portable_exp(wide), std::exp(static_cast<long double>(wide)));
    note(1, detail::portable_expm1(x), std::expm1(static_cast<long double>(x)));
    note(2, detail::portable_log(large), std::log(static_cast<long double>(large)));
    note(3, detail::portable_log1p(x * x - 0.9), std::log1p(static_cast<long double>(x * x - 0.9)));
    note(4, detail::portable_sqrt(large), std::sqrt(static_cast<long double>(large)));
    note(5, detail::portable_tanh(x), std::tanh(static_cast<long double>(x)));
    note(6, detail::portable_erf(x), std::erf(static_cast<long double>(x)));
    note(7, detail::portable_sin(x), std::sin(static_cast<long double>(x)));
    note(8, detail::portable_sin(large), std::sin(static_cast<long double>(large)));
    note(9, detail::portable_cos(wide * 1e4), std::cos(static_cast<long double>(wide * 1e4)));
    note(10, detail::portable_sigmoid(wide), sigmoid(static_cast<long double>(wide)));
    note(11, detail::portable_pow(large, x / 3),
         std::pow(static_cast<long double>(large), static_cast<long double>(x / 3)));
    const double base = 1 + x / 20, power = wide * 5;  // the logarithm must be exact far beyond a double
    note(12, detail::portable_pow(base, power), std::pow(static_cast<Wide>(base), static_cast<Wide>(power)));
  }
  const double limit[] = {1, 1, 1, 1, 0.501, 1, 2, 1, 1, 1, 1, 1, 1};
  for (int i = 0; i < 13; ++i) {
    CAPTURE(i);
    CHECK(worst[i] <= (sizeof(long double) > sizeof(double) ? limit[i] : 3));
  }
}
