// No include guard: included once per instruction set by kernels/cpu/isa.hpp.
//
// exp, log, tanh and their relatives on registers. float: polynomials and rational functions, without
// branches, right at infinities, NaN and denormals, about two units in the last place. double (and pow): lane
// by lane through the functions of the C library. The coefficients are minimax fits of our own (least squares
// on the linearised quotient with Lawson's reweighting, at 50 digits).

namespace cortexpr::detail::inline CORTEXPR_BUILD::CORTEXPR_LEAF {

/// terms[0] + terms[1] x + ..., by Estrin's scheme: neighbours first, so that few additions wait for each
/// other.
template <int count> CORTEXPR_INLINE vec<float> polynomial(vec<float> x, const vec<float> (&terms)[count]) {
  if constexpr (count == 1) {
    return terms[0];
  } else if constexpr (count == 3) {  // as fast by Horner's rule, and rounded less often
    return fma(fma(terms[2], x, terms[1]), x, terms[0]);
  } else {
    constexpr int half = (count + 1) / 2;
    vec<float> pairs[half];
#pragma GCC unroll 8
    for (int i = 0; i < count / 2; ++i) pairs[i] = fma(terms[2 * i + 1], x, terms[2 * i]);
    if constexpr (count % 2) pairs[half - 1] = terms[count - 1];
    return polynomial<half>(x * x, pairs);
  }
}

/// e^r = 1 + r + r^2 q(r) for |r| <= log(2) / 2; this is r + r^2 q(r).
CORTEXPR_INLINE vec<float> exp_minus_one_core(vec<float> r) {
  const vec<float> q[] = {0.4999999304f, 0.1666651471f, 0.04166845846f, 0.008369425895f, 0.001381306489f};
  return fma(r * r, polynomial(r, q), r);
}

/// x - n log(2), with n the nearest integer to x / log(2). (Cody and Waite 1980: log(2) in two parts.)
CORTEXPR_INLINE vec<float> exp_reduced(vec<float> x, vec<float>& n) {
  n = nearest(x * vec<float>(1.44269504f));
  return fma(n, vec<float>(-3.194618494e-5f), fma(n, vec<float>(-0.693115234375f), x));
}

CORTEXPR_INLINE vec<float> clamp(vec<float> x, float low, float high) {
  return min(max(vec<float>(low), x), vec<float>(high));  // low where x is NaN: it becomes an integer
}

CORTEXPR_INLINE vec<float> exp(vec<float> x) {
  vec<float> n;
  const vec<float> r = exp_reduced(clamp(x, -104.0f, 89.0f), n);
  const vec<float> y = exp_minus_one_core(r) + vec<float>(1.0f);
  const vec<float> m = nearest(n * vec<float>(0.5f));  // in two steps: 2^n itself may be 0 or infinite
  return select(x == x, y * power_of_two(m) * power_of_two(n - m), x);
}

CORTEXPR_INLINE vec<float> log(vec<float> x) {
  const mask<float> tiny = x < vec<float>(1.17549435e-38f);  // denormals are scaled up
  vec<float> e;
  const vec<float> f = split(select(tiny, x * vec<float>(33554432.0f), x), e) - vec<float>(1.0f);
  e = select(tiny, e - vec<float>(25.0f), e);
  const vec<float> p[] = {0.3333333216f, -0.2500083862f, 0.200012046f,  -0.1662266883f,
                          0.1420173951f, -0.1316734209f, 0.1276534124f, -0.07619442073f};
  const vec<float> square = f * f;
  const vec<float> low =
      fma(e, vec<float>(3.194618494e-5f), fma(square * f, polynomial(f, p), square * vec<float>(-0.5f)));
  const vec<float> y = fma(e, vec<float>(0.693115234375f), low + f);
  const vec<float> infinity(__builtin_inff()), zero(0.0f);
  return select(x > zero, select(x < infinity, y, x),
                select(x == zero, zero - infinity, vec<float>(__builtin_nanf(""))));
}

/// |x| P(x^2) / Q(x^2) with the sign of x, for |x| <= limit, and never beyond 1 by rounding.
template <int p_terms, int q_terms> CORTEXPR_INLINE vec<float> odd_quotient(vec<float> x, float limit,
                                                                            const vec<float> (&p)[p_terms],
                                                                            const vec<float> (&q)[q_terms]) {
  const vec<float> y = min(abs(x), vec<float>(limit)), t = y * y, d = polynomial(t, q);
  return copysign(min(y * polynomial(t, p), d) / d, x);
}

/// Beyond 9.02 a float's tanh is 1.
CORTEXPR_INLINE vec<float> tanh(vec<float> x) {
  const vec<float> p[] = {0.9999999788f, 0.1337977194f, 0.003494095893f, 2.058437749e-5f, 1.332010366e-8f};
  const vec<float> q[] = {1.0f, 0.4671308726f, 0.02587131385f, 0.000328318825f, 7.762486014e-7f};
  return odd_quotient(x, 9.02f, p, q);
}

/// Beyond 3.93 a float's erf is 1.
CORTEXPR_INLINE vec<float> erf(vec<float> x) {
  const vec<float> p[] = {1.128379145f,    0.1907647633f,    0.05278742562f,
                          0.003778689101f, 0.0002847710236f, 2.04190221e-6f};
  const vec<float> q[] = {1.0f,           0.5023935948f,   0.1142493318f,
                          0.01499562051f, 0.001164957359f, 3.800138603e-5f};
  return odd_quotient(x, 3.93f, p, q);
}

/// f of every lane.
template <class F> CORTEXPR_INLINE vec<double> each(F f, vec<double> a) {
  double x[lanes<double>];
  store(x, a);
  for (int i = 0; i < lanes<double>; ++i) x[i] = f(x[i]);
  return load(x);
}
CORTEXPR_INLINE vec<double> exp(vec<double> a) {
  return each([](double x) { return __builtin_exp(x); }, a);
}
CORTEXPR_INLINE vec<double> log(vec<double> a) {
  return each([](double x) { return __builtin_log(x); }, a);
}
CORTEXPR_INLINE vec<double> tanh(vec<double> a) {
  return each([](double x) { return __builtin_tanh(x); }, a);
}
CORTEXPR_INLINE vec<double> erf(vec<double> a) {
  return each([](double x) { return __builtin_erf(x); }, a);
}
/// 1 / (1 + exp(-x)), for negative x as exp(x) / (1 + exp(x)), which cannot overflow.
template <class T> CORTEXPR_INLINE vec<T> sigmoid(vec<T> x) {
  const vec<T> one(T(1)), e = exp(-abs(x));
  return select(x < vec<T>(T(0)), e, one) / (one + e);
}

/// x to the power y; in double for both types, because the error of a float's logarithm would be multiplied
/// by y.
template <class T> CORTEXPR_INLINE vec<T> pow(vec<T> a, vec<T> b) {
  T x[lanes<T>], y[lanes<T>];
  store(x, a);
  store(y, b);
  for (int i = 0; i < lanes<T>; ++i)
    x[i] = static_cast<T>(__builtin_pow(static_cast<double>(x[i]), static_cast<double>(y[i])));
  return load(x);
}

}  // namespace cortexpr::detail::inline CORTEXPR_BUILD::CORTEXPR_LEAF
