// No include guard: included once per instruction set by kernels/cpu/isa.hpp.
//
// vec<float> and vec<double> as small arrays in plain C++, for compilers without vector types. The same names
// as in vector.hpp, where they are explained.

namespace cortexpr::detail::inline CORTEXPR_BUILD::CORTEXPR_LEAF {

inline constexpr int registers = 16;
template <class T> inline constexpr int lanes = CORTEXPR_LEAF_BYTES / static_cast<int>(sizeof(T));

template <class T> struct vec {
  T v[lanes<T>];
  vec() = default;
  CORTEXPR_INLINE vec(T x) {
    for (T& e : v) e = x;
  }
};
template <class T> struct mask {
  bool m[lanes<T>];
};

/// One f for all lanes.
template <class R, class F> CORTEXPR_INLINE R each_lane(F f) {
  R r;
  for (int i = 0; i < static_cast<int>(sizeof r / sizeof f(0)); ++i)
    reinterpret_cast<decltype(f(0))*>(&r)[i] = f(i);
  return r;
}

template <class T> CORTEXPR_INLINE vec<T> operator+(vec<T> a, vec<T> b) {
  return each_lane<vec<T>>([&](int i) { return a.v[i] + b.v[i]; });
}
template <class T> CORTEXPR_INLINE vec<T> operator-(vec<T> a, vec<T> b) {
  return each_lane<vec<T>>([&](int i) { return a.v[i] - b.v[i]; });
}
template <class T> CORTEXPR_INLINE vec<T> operator*(vec<T> a, vec<T> b) {
  return each_lane<vec<T>>([&](int i) { return a.v[i] * b.v[i]; });
}
template <class T> CORTEXPR_INLINE vec<T> operator/(vec<T> a, vec<T> b) {
  return each_lane<vec<T>>([&](int i) { return a.v[i] / b.v[i]; });
}
template <class T> CORTEXPR_INLINE vec<T> operator-(vec<T> a) {
  return each_lane<vec<T>>([&](int i) { return -a.v[i]; });
}
template <class T> CORTEXPR_INLINE mask<T> operator<(vec<T> a, vec<T> b) {
  return each_lane<mask<T>>([&](int i) { return a.v[i] < b.v[i]; });
}
template <class T> CORTEXPR_INLINE mask<T> operator<=(vec<T> a, vec<T> b) {
  return each_lane<mask<T>>([&](int i) { return a.v[i] <= b.v[i]; });
}
template <class T> CORTEXPR_INLINE mask<T> operator>(vec<T> a, vec<T> b) { return b < a; }
template <class T> CORTEXPR_INLINE mask<T> operator>=(vec<T> a, vec<T> b) { return b <= a; }
template <class T> CORTEXPR_INLINE mask<T> operator==(vec<T> a, vec<T> b) {
  return each_lane<mask<T>>([&](int i) { return a.v[i] == b.v[i]; });
}
template <class T> CORTEXPR_INLINE mask<T> operator!=(vec<T> a, vec<T> b) {
  return each_lane<mask<T>>([&](int i) { return a.v[i] != b.v[i]; });
}
template <class T> CORTEXPR_INLINE mask<T> operator&(mask<T> a, mask<T> b) {
  return each_lane<mask<T>>([&](int i) { return a.m[i] && b.m[i]; });
}
template <class T> CORTEXPR_INLINE mask<T> operator|(mask<T> a, mask<T> b) {
  return each_lane<mask<T>>([&](int i) { return a.m[i] || b.m[i]; });
}
template <class T> CORTEXPR_INLINE vec<T> select(mask<T> c, vec<T> a, vec<T> b) {
  return each_lane<vec<T>>([&](int i) { return c.m[i] ? a.v[i] : b.v[i]; });
}
template <class T> CORTEXPR_INLINE vec<T> fma(vec<T> a, vec<T> b, vec<T> c) {
  return each_lane<vec<T>>([&](int i) { return a.v[i] * b.v[i] + c.v[i]; });
}
template <class T> CORTEXPR_INLINE vec<T> copysign(vec<T> a, vec<T> s) {
  return each_lane<vec<T>>([&](int i) { return static_cast<T>(__builtin_copysign(a.v[i], s.v[i])); });
}
template <class T> CORTEXPR_INLINE vec<T> abs(vec<T> a) { return copysign(a, vec<T>(T(0))); }

template <class T> CORTEXPR_INLINE vec<T> load(const T* p) {
  return each_lane<vec<T>>([&](int i) { return p[i]; });
}
template <class T> CORTEXPR_INLINE void store(T* p, vec<T> a) {
  for (int i = 0; i < lanes<T>; ++i) p[i] = a.v[i];
}
template <int distance, class T, int... lane>
CORTEXPR_INLINE vec<T> butterfly(vec<T> a, std::integer_sequence<int, lane...>) {
  return each_lane<vec<T>>([&](int i) { return a.v[i ^ distance]; });
}
template <int distance, class T, int... lane>
CORTEXPR_INLINE void exchange(vec<T>& a, vec<T>& b, std::integer_sequence<int, lane...>) {
  for (int i = 0; i < lanes<T>; ++i)
    if (i & distance) std::swap(a.v[i], b.v[i - distance]);
}

CORTEXPR_INLINE vec<float> power_of_two(vec<float> n) {
  return each_lane<vec<float>>(
      [&](int i) { return __builtin_bit_cast(float, (static_cast<int>(n.v[i]) + 127) << 23); });
}
CORTEXPR_INLINE vec<float> nearest(vec<float> x) {
  return each_lane<vec<float>>(
      [&](int i) { return static_cast<float>(static_cast<int>(x.v[i] + (x.v[i] < 0 ? -0.5f : 0.5f))); });
}
CORTEXPR_INLINE vec<float> split(vec<float> x, vec<float>& e) {
  return each_lane<vec<float>>([&](int i) {
    const int exponent = (__builtin_bit_cast(int, x.v[i]) - 0x3f3504f3) >> 23;
    e.v[i] = static_cast<float>(exponent);
    return __builtin_bit_cast(float, static_cast<int>(__builtin_bit_cast(unsigned, x.v[i]) -
                                                      (static_cast<unsigned>(exponent) << 23)));
  });
}

template <class T, class U> CORTEXPR_INLINE vec<T> load_as(const U* p) {
  return each_lane<vec<T>>([&](int i) {
    return static_cast<T>(static_cast<std::conditional_t<std::is_same_v<U, BFloat16>, float, U>>(p[i]));
  });
}
template <class T, class U> CORTEXPR_INLINE void store_as(U* p, vec<T> a) {
  for (int i = 0; i < lanes<T>; ++i) p[i] = static_cast<U>(a.v[i]);
}

}  // namespace cortexpr::detail::inline CORTEXPR_BUILD::CORTEXPR_LEAF
