// No include guard: included once per instruction set by kernels/cpu/isa.hpp.
//
// vec<float> and vec<double>: one register of CORTEXPR_LEAF_BYTES bytes, written with the vector types of g++
// and clang. (vector_plain.hpp has the same names in plain C++.) Operators are namespace-scope functions
// because an in-class friend does not take the target of the surrounding pragma (g++ 12), and everything is
// always_inline because code that is not would be called from another leaf.

namespace cortexpr::detail::inline CORTEXPR_BUILD::CORTEXPR_LEAF {

/// How many registers there are.
inline constexpr int registers = CORTEXPR_LEAF_BYTES == 64 || CORTEXPR_LEAF_NATIVE == 0 ? 32 : 16;

/// How many elements of T one register holds.
template <class T> inline constexpr int lanes = CORTEXPR_LEAF_BYTES / static_cast<int>(sizeof(T));

template <class T> struct Raw;
template <> struct Raw<float> {
  typedef float type __attribute__((vector_size(CORTEXPR_LEAF_BYTES)));
  typedef int bits __attribute__((vector_size(CORTEXPR_LEAF_BYTES)));
  typedef unsigned ubits __attribute__((vector_size(CORTEXPR_LEAF_BYTES)));
  typedef std::uint16_t bf16 __attribute__((vector_size(CORTEXPR_LEAF_BYTES / 2)));
};
template <> struct Raw<double> {
  typedef double type __attribute__((vector_size(CORTEXPR_LEAF_BYTES)));
  typedef long long bits __attribute__((vector_size(CORTEXPR_LEAF_BYTES)));
  typedef unsigned long long ubits __attribute__((vector_size(CORTEXPR_LEAF_BYTES)));
  typedef float f32 __attribute__((vector_size(CORTEXPR_LEAF_BYTES / 2)));
  typedef std::int32_t i32 __attribute__((vector_size(CORTEXPR_LEAF_BYTES / 2)));
};

template <class T> struct vec {
  using raw = typename Raw<T>::type;
  raw v;
  vec() = default;
  CORTEXPR_INLINE vec(raw r) : v(r) {}
  CORTEXPR_INLINE vec(T x) : v(x - raw{}) {}  ///< x in every lane
};

/// The result of a comparison: all bits of a lane set or clear.
template <class T> struct mask {
  using raw = typename Raw<T>::bits;
  raw m;
  mask() = default;
  template <class Bits> CORTEXPR_INLINE mask(Bits b) : m(__builtin_bit_cast(raw, b)) {}
};

template <class To, class From> CORTEXPR_INLINE To bits_of(From x) {
  static_assert(sizeof(To) == sizeof(From));
  return __builtin_bit_cast(To, x);
}

template <class T> CORTEXPR_INLINE vec<T> operator+(vec<T> a, vec<T> b) { return a.v + b.v; }
template <class T> CORTEXPR_INLINE vec<T> operator-(vec<T> a, vec<T> b) { return a.v - b.v; }
template <class T> CORTEXPR_INLINE vec<T> operator*(vec<T> a, vec<T> b) { return a.v * b.v; }
template <class T> CORTEXPR_INLINE vec<T> operator/(vec<T> a, vec<T> b) { return a.v / b.v; }
template <class T> CORTEXPR_INLINE vec<T> operator-(vec<T> a) { return -a.v; }

template <class T> CORTEXPR_INLINE mask<T> operator<(vec<T> a, vec<T> b) { return a.v < b.v; }
template <class T> CORTEXPR_INLINE mask<T> operator<=(vec<T> a, vec<T> b) { return a.v <= b.v; }
template <class T> CORTEXPR_INLINE mask<T> operator>(vec<T> a, vec<T> b) { return a.v > b.v; }
template <class T> CORTEXPR_INLINE mask<T> operator>=(vec<T> a, vec<T> b) { return a.v >= b.v; }
template <class T> CORTEXPR_INLINE mask<T> operator==(vec<T> a, vec<T> b) { return a.v == b.v; }
template <class T> CORTEXPR_INLINE mask<T> operator!=(vec<T> a, vec<T> b) { return a.v != b.v; }
template <class T> CORTEXPR_INLINE mask<T> operator&(mask<T> a, mask<T> b) { return a.m & b.m; }
template <class T> CORTEXPR_INLINE mask<T> operator|(mask<T> a, mask<T> b) { return a.m | b.m; }

template <class T> CORTEXPR_INLINE vec<T> select(mask<T> c, vec<T> a, vec<T> b) { return c.m ? a.v : b.v; }

/// a * b + c, rounded once where the instruction set can (the compiler contracts within an expression).
template <class T> CORTEXPR_INLINE vec<T> fma(vec<T> a, vec<T> b, vec<T> c) { return a.v * b.v + c.v; }

template <class T> CORTEXPR_INLINE vec<T> abs(vec<T> a) {
  using Bits = typename Raw<T>::ubits;
  const Bits sign = bits_of<Bits>(vec<T>(T(-0.0)).v);
  return bits_of<typename vec<T>::raw>(bits_of<Bits>(a.v) & ~sign);
}

/// The magnitude of a with the sign of s.
template <class T> CORTEXPR_INLINE vec<T> copysign(vec<T> a, vec<T> s) {
  using Bits = typename Raw<T>::ubits;
  const Bits sign = bits_of<Bits>(vec<T>(T(-0.0)).v);
  return bits_of<typename vec<T>::raw>((bits_of<Bits>(a.v) & ~sign) | (bits_of<Bits>(s.v) & sign));
}

template <class T> CORTEXPR_INLINE vec<T> load(const T* p) {
  vec<T> r;
  __builtin_memcpy(&r, p, sizeof r);
  return r;
}
template <class T> CORTEXPR_INLINE void store(T* p, vec<T> a) { __builtin_memcpy(p, &a, sizeof a); }

/// Exchanges lanes whose numbers differ by `distance`, a power of two.
template <int distance, class T, int... lane>
CORTEXPR_INLINE vec<T> butterfly(vec<T> a, std::integer_sequence<int, lane...>) {
  return __builtin_shufflevector(a.v, a.v, (lane ^ distance)...);
}

/// One round of a transposition: the off-diagonal blocks of size `distance` change places.
template <int distance, class T, int... lane>
CORTEXPR_INLINE void exchange(vec<T>& a, vec<T>& b, std::integer_sequence<int, lane...>) {
  constexpr int n = sizeof...(lane);
  const vec<T> low = __builtin_shufflevector(a.v, b.v, (lane & distance ? n + lane - distance : lane)...);
  const vec<T> high = __builtin_shufflevector(a.v, b.v, (lane & distance ? n + lane : lane + distance)...);
  a = low;
  b = high;
}

// What exp and log need to know about the representation.

/// 2 to the power n, an integer from -126 to 127.
CORTEXPR_INLINE vec<float> power_of_two(vec<float> n) {
  return bits_of<vec<float>::raw>((__builtin_convertvector(n.v, Raw<float>::bits) + 127) << 23);
}
/// The nearest integer; |x| < 2^30.
CORTEXPR_INLINE vec<float> nearest(vec<float> x) {
  const auto n = __builtin_convertvector((x + copysign(vec<float>(0.5f), x)).v, Raw<float>::bits);
  return __builtin_convertvector(n, vec<float>::raw);
}
/// x = m 2^e with m in [sqrt(1/2), sqrt(2)); x positive and normal. Returns m.
CORTEXPR_INLINE vec<float> split(vec<float> x, vec<float>& e) {
  using Bits = Raw<float>::ubits;
  const Bits u = bits_of<Bits>(x.v);
  const auto exponent = bits_of<Raw<float>::bits>(u - 0x3f3504f3u) >> 23;
  e = __builtin_convertvector(exponent, vec<float>::raw);
  return bits_of<vec<float>::raw>(u - (bits_of<Bits>(exponent) << 23));
}

// Other element types become T on the way in and are rounded on the way out.
template <class To, class From> CORTEXPR_INLINE To raw_load(const From* p) {
  To r;
  __builtin_memcpy(&r, p, sizeof r);
  return r;
}
template <class T> CORTEXPR_INLINE vec<T> load_as(const T* p) { return load(p); }
template <class T> CORTEXPR_INLINE vec<T> load_as(const BFloat16* p) requires std::is_same_v<T, float> {
  using Bits = typename Raw<float>::ubits;
  const auto wide = __builtin_convertvector(raw_load<typename Raw<float>::bf16>(p), Bits);
  return bits_of<typename vec<float>::raw>(wide << 16);
}
template <class T> CORTEXPR_INLINE vec<T> load_as(const std::int32_t* p) requires std::is_same_v<T, float> {
  return __builtin_convertvector(raw_load<typename Raw<float>::bits>(p), typename vec<float>::raw);
}
template <class T> CORTEXPR_INLINE vec<T> load_as(const float* p) requires std::is_same_v<T, double> {
  return __builtin_convertvector(raw_load<typename Raw<double>::f32>(p), typename vec<double>::raw);
}
template <class T> CORTEXPR_INLINE vec<T> load_as(const std::int32_t* p) requires std::is_same_v<T, double> {
  return __builtin_convertvector(raw_load<typename Raw<double>::i32>(p), typename vec<double>::raw);
}

template <class T> CORTEXPR_INLINE void store_as(T* p, vec<T> a) { store(p, a); }
CORTEXPR_INLINE void store_as(std::int32_t* p, vec<float> a) {
  const auto r = __builtin_convertvector(a.v, typename Raw<float>::bits);
  __builtin_memcpy(static_cast<void*>(p), &r, sizeof r);
}
CORTEXPR_INLINE void store_as(float* p, vec<double> a) {
  const auto r = __builtin_convertvector(a.v, typename Raw<double>::f32);
  __builtin_memcpy(static_cast<void*>(p), &r, sizeof r);
}
CORTEXPR_INLINE void store_as(std::int32_t* p, vec<double> a) {
  const auto r = __builtin_convertvector(a.v, typename Raw<double>::i32);
  __builtin_memcpy(static_cast<void*>(p), &r, sizeof r);
}
CORTEXPR_INLINE void store_as(BFloat16* p, vec<float> a) {  // to nearest, ties to even; NaN stays NaN
  using Bits = typename Raw<float>::ubits;
  const Bits u = bits_of<Bits>(a.v);
  const Bits result = a.v == a.v ? (u + 0x7fffu + ((u >> 16) & 1u)) >> 16 : (u >> 16) | 0x40u;
  const auto r = __builtin_convertvector(result, typename Raw<float>::bf16);
  __builtin_memcpy(static_cast<void*>(p), &r, sizeof r);
}

}  // namespace cortexpr::detail::inline CORTEXPR_BUILD::CORTEXPR_LEAF
