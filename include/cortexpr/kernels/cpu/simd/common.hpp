// No include guard: included once per instruction set by kernels/cpu/isa.hpp.
//
// What follows from the basic functions of vec, whichever way they are made: partial access for all element
// types, minimum and maximum, sums and maxima across lanes in a fixed order.

namespace cortexpr::detail::inline CORTEXPR_BUILD::CORTEXPR_LEAF {

/// 1 where the condition holds, else 0.
template <class T> CORTEXPR_INLINE vec<T> one_if(mask<T> c) { return select(c, vec<T>(T(1)), vec<T>(T(0))); }

/// a where the condition is not 0, else b.
template <class T> CORTEXPR_INLINE vec<T> select(vec<T> condition, vec<T> a, vec<T> b) {
  return select(condition != vec<T>(T(0)), a, b);
}

/// a where either is NaN, so that relu(x) = max(x, 0) does not hide one.
template <class T> CORTEXPR_INLINE vec<T> min(vec<T> a, vec<T> b) { return select(b < a, b, a); }
template <class T> CORTEXPR_INLINE vec<T> max(vec<T> a, vec<T> b) { return select(a < b, b, a); }

/// The sum of all lanes, as a balanced tree.
template <class T> CORTEXPR_INLINE T sum(vec<T> a) {
  constexpr auto all = std::make_integer_sequence<int, lanes<T>>{};
  if constexpr (lanes<T> > 8) a = a + butterfly<8>(a, all);
  if constexpr (lanes<T> > 4) a = a + butterfly<4>(a, all);
  if constexpr (lanes<T> > 2) a = a + butterfly<2>(a, all);
  if constexpr (lanes<T> > 1) a = a + butterfly<1>(a, all);
  return a.v[0];
}

/// The largest lane.
template <class T> CORTEXPR_INLINE T largest(vec<T> a) {
  constexpr auto all = std::make_integer_sequence<int, lanes<T>>{};
  if constexpr (lanes<T> > 8) a = max(a, butterfly<8>(a, all));
  if constexpr (lanes<T> > 4) a = max(a, butterfly<4>(a, all));
  if constexpr (lanes<T> > 2) a = max(a, butterfly<2>(a, all));
  if constexpr (lanes<T> > 1) a = max(a, butterfly<1>(a, all));
  return a.v[0];
}

/// The first n lanes of any element type; zeros elsewhere.
template <class T, class U> CORTEXPR_INLINE vec<T> load_first_as(const U* p, int n) {
  if constexpr (std::is_same_v<T, U>) {
    return load_first(p, n);
  } else {
    U buffer[lanes<T>]{};
    for (int i = 0; i < n; ++i) buffer[i] = p[i];
    return load_as<T>(buffer);
  }
}
template <class T, class U> CORTEXPR_INLINE void store_first_as(U* p, vec<T> a, int n) {
  if constexpr (std::is_same_v<T, U>) {
    store_first(p, a, n);
  } else {
    U buffer[lanes<T>];
    store_as(buffer, a);
    for (int i = 0; i < n; ++i) p[i] = buffer[i];
  }
}

/// A single element, in T.
template <class T, class U> CORTEXPR_INLINE T scalar_as(U x) { return static_cast<T>(x); }
template <class T> CORTEXPR_INLINE T scalar_as(BFloat16 x) {
  return __builtin_bit_cast(float, static_cast<std::uint32_t>(x.bits) << 16);
}

}  // namespace cortexpr::detail::inline CORTEXPR_BUILD::CORTEXPR_LEAF
