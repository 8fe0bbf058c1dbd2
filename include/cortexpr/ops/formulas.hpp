// The scalar formulas of the elementwise ops, each written once. No include guard: this text is compiled for
// plain scalars (ops/scalar.hpp) and once more for every vector width (kernels/cpu/simd/), in a namespace
// that offers exp, log, sqrt, abs, tanh, sigmoid, erf, pow, min, max, equal, less, less_equal and select for
// its type V. Comparisons give 1 or 0; select takes its first value where the condition is not 0.

struct Add {
  template <class V> CORTEXPR_INLINE static constexpr V apply(V a, V b) { return a + b; }
};
struct Subtract {
  template <class V> CORTEXPR_INLINE static constexpr V apply(V a, V b) { return a - b; }
};
struct Multiply {
  template <class V> CORTEXPR_INLINE static constexpr V apply(V a, V b) { return a * b; }
};
struct Divide {
  template <class V> CORTEXPR_INLINE static constexpr V apply(V a, V b) { return a / b; }
};
struct Negate {
  template <class V> CORTEXPR_INLINE static constexpr V apply(V a) { return V(0) - a; }
};
struct Maximum {
  template <class V> CORTEXPR_INLINE static constexpr V apply(V a, V b) { return max(a, b); }
};
struct Minimum {
  template <class V> CORTEXPR_INLINE static constexpr V apply(V a, V b) { return min(a, b); }
};
struct Power {
  template <class V> CORTEXPR_INLINE static constexpr V apply(V a, V b) { return pow(a, b); }
};
struct Equal {
  template <class V> CORTEXPR_INLINE static constexpr V apply(V a, V b) { return select(a == b, V(1), V(0)); }
};
struct Less {
  template <class V> CORTEXPR_INLINE static constexpr V apply(V a, V b) { return select(a < b, V(1), V(0)); }
};
struct LessEqual {
  template <class V> CORTEXPR_INLINE static constexpr V apply(V a, V b) { return select(a <= b, V(1), V(0)); }
};
struct Where {
  template <class V> CORTEXPR_INLINE static constexpr V apply(V c, V a, V b) {
    return select(c != V(0), a, b);
  }
};
/// b where a is positive, otherwise 0: relu's derivative, in one step.
struct Gate {
  template <class V> CORTEXPR_INLINE static constexpr V apply(V a, V b) { return select(V(0) < a, b, V(0)); }
};
struct Exp {
  template <class V> CORTEXPR_INLINE static constexpr V apply(V a) { return exp(a); }
};
struct Log {
  template <class V> CORTEXPR_INLINE static constexpr V apply(V a) { return log(a); }
};
struct Sqrt {
  template <class V> CORTEXPR_INLINE static constexpr V apply(V a) { return sqrt(a); }
};
struct Abs {
  template <class V> CORTEXPR_INLINE static constexpr V apply(V a) { return abs(a); }
};
struct Tanh {
  template <class V> CORTEXPR_INLINE static constexpr V apply(V a) { return tanh(a); }
};
struct Sigmoid {
  template <class V> CORTEXPR_INLINE static constexpr V apply(V a) { return sigmoid(a); }
};
struct Erf {
  template <class V> CORTEXPR_INLINE static constexpr V apply(V a) { return erf(a); }
};
struct Relu {
  template <class V> CORTEXPR_INLINE static constexpr V apply(V a) { return max(a, V(0)); }
};
/// log(1 + exp(a)) without overflow.
struct Softplus {
  template <class V> CORTEXPR_INLINE static constexpr V apply(V a) {
    return max(a, V(0)) + log(V(1) + exp(V(0) - abs(a)));
  }
};
struct Identity {
  template <class V> CORTEXPR_INLINE static constexpr V apply(V a) { return a; }
};
