#include <doctest/doctest.h>
#include <cmath>
#include <cortexpr/kernels/cpu/isa.hpp>
#include <limits>
#include <vector>

using namespace cortexpr;
using namespace cortexpr::detail;

namespace {

template <const Op& op, class T> using One =
    Fused<List<Operand<Access::contiguous, T>>, List<Step<op, 0>>, List<Store<1, T>>>;

template <const Op& op, class T> std::vector<T> apply(const std::vector<T>& x) {
  std::vector<T> y(x.size(), T(77));
  FusedArgs<One<op, T>> args{};
  args.load[0] = x.data();
  args.store[0] = y.data();
  const auto n = static_cast<std::ptrdiff_t>(x.size());
  for (int thread = 0; thread < 2; ++thread)
    run_on_cpu<Map<One<op, T>>>(args, std::ptrdiff_t{1}, n, thread, 2);
  return y;
}

/// The distance to the exact value in units of the last place (of T) of that value.
template <class T> double ulps(T y, long double exact) {
  if (std::isnan(exact)) return std::isnan(y) ? 0 : 1e9;
  if (std::fabs(exact) > static_cast<long double>(std::numeric_limits<T>::max()))
    return std::isinf(y) && (y > 0) == (exact > 0) ? 0 : 1e9;
  const int exponent = exact == 0 ? -1000 : std::ilogb(exact);
  const int smallest = std::numeric_limits<T>::min_exponent - std::numeric_limits<T>::digits;
  const int last = exponent - std::numeric_limits<T>::digits + 1;
  return static_cast<double>(std::fabs(static_cast<long double>(y) - exact) /
                             std::ldexp(1.0L, last < smallest ? smallest : last));
}

/// Arguments of all signs and magnitudes, many of them of moderate size, and every special one.
template <class T> std::vector<T> arguments() {
  std::vector<T> x{T(0),
                   -T(0),
                   T(1),
                   T(-1),
                   std::numeric_limits<T>::infinity(),
                   -std::numeric_limits<T>::infinity(),
                   std::numeric_limits<T>::quiet_NaN(),
                   std::numeric_limits<T>::max(),
                   std::numeric_limits<T>::lowest(),
                   std::numeric_limits<T>::min(),
                   std::numeric_limits<T>::denorm_min(),
                   -std::numeric_limits<T>::denorm_min()};
  for (int i = -20000; i <= 20000; ++i) x.push_back(static_cast<T>(i) * T(0.006137));
  for (int e = -149; e < 128; ++e)
    for (int i = 0; i < 40; ++i) {
      const T m = static_cast<T>(std::ldexp(1.0 + i / 40.0 + 0.001 * e / 150, e));
      x.push_back(m);
      x.push_back(-m);
    }
  return x;
}

template <const Op& op, class T, class F> double worst_ulps(F exact) {
  const std::vector<T> x = arguments<T>(), y = apply<op>(x);
  double worst = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double e = ulps(y[i], exact(static_cast<long double>(x[i])));
    if (e > worst) worst = e;
    if (e > 1e6) {
      CAPTURE(x[i]);
      CAPTURE(y[i]);
      CHECK(e < 1e6);
    }
  }
  return worst;
}

template <class F> void for_each_instruction_set(F f) {
  const InstructionSet before = instruction_set();
  for (const InstructionSet set : {InstructionSet::base, InstructionSet::avx2, InstructionSet::avx512})
    if (choose_instruction_set(set) == set) {
      CAPTURE(static_cast<int>(set));
      f();
    }
  choose_instruction_set(before);
}

template <class T> void check_all(double units) {
  using L = long double;
  CHECK(worst_ulps<exp_op, T>([](L x) { return std::exp(x); }) <= units);
  CHECK(worst_ulps<log_op, T>([](L x) { return std::log(x); }) <= units);
  CHECK(worst_ulps<sqrt_op, T>([](L x) { return std::sqrt(x); }) <= 0.5);
  CHECK(worst_ulps<abs_op, T>([](L x) { return std::fabs(x); }) == 0);
  CHECK(worst_ulps<tanh_op, T>([](L x) { return std::tanh(x); }) <= 4.25);
  CHECK(worst_ulps<sigmoid_op, T>([](L x) { return 1 / (1 + std::exp(-x)); }) <= 2 * units);
  CHECK(worst_ulps<erf_op, T>([](L x) { return std::erf(x); }) <= 4.5);
}

}  // namespace

TEST_CASE("functions of floats are right to about two units in the last place") {
  for_each_instruction_set([] { check_all<float>(2); });
}

TEST_CASE("functions of doubles are right to a relative error of 1e-14") {
  for_each_instruction_set([] { check_all<double>(10); });
}

TEST_CASE("tanh and erf stay within -1 and 1") {
  for_each_instruction_set([] {
    std::vector<float> x;
    for (int i = 0; i < 100000; ++i) x.push_back(static_cast<float>(i) * 1e-4f + 1.5f);
    for (const float y : apply<tanh_op>(x)) REQUIRE(y <= 1.0f);
    for (const float y : apply<erf_op>(x)) REQUIRE(y <= 1.0f);
  });
}

TEST_CASE("powers") {
  using Two = Fused<List<Operand<Access::contiguous, float>, Operand<Access::uniform, float>>,
                    List<Step<power_op, 0, 1>>, List<Store<2, float>>>;
  for_each_instruction_set([] {
    const std::vector<float> x{0.5f, 2, -2, 0, 1e-3f, 31, 7}, exponents{2, 3, 0, -1, 0.5f};
    for (const float e : exponents) {
      std::vector<float> y(x.size());
      FusedArgs<Two> args{};
      args.load[0] = x.data();
      args.load[1] = &e;
      args.store[0] = y.data();
      run_on_cpu<Map<Two>>(args, std::ptrdiff_t{1}, static_cast<std::ptrdiff_t>(x.size()), 0, 1);
      for (std::size_t i = 0; i < x.size(); ++i) {
        CAPTURE(x[i]);
        CAPTURE(e);
        CHECK(ulps(y[i], std::pow(static_cast<long double>(x[i]), static_cast<long double>(e))) <= 1);
      }
    }
  });
}
