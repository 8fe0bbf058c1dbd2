// No include guard: included once per instruction set by kernels/cpu/isa.hpp.
//
// Hands out bands of a picture (PictureShape in conv_calls.hpp): the source itself where nothing has to be
// added, else a copy in scratch memory with zeros around and between its pixels.

namespace cortexpr::detail::inline CORTEXPR_BUILD::CORTEXPR_LEAF {

template <class T> struct Picture {
  PictureShape s;
  T* scratch;

  std::ptrdiff_t row_step() const { return std::ptrdiff_t{s.width} * s.c; }

  /// Where row `first` of the picture begins; the `count` rows from there are valid until the next call.
  const T* band(const T* source, int first, int count) const {
    const std::ptrdiff_t source_step = std::ptrdiff_t{s.w} * s.c;
    if (s.plain()) return source + first * source_step;
    for (int r = 0; r < count; ++r) {
      const int from = first + r - s.top;
      const bool exists = from >= 0 && from % s.insert_h == 0 && from / s.insert_h < s.h;
      fill(scratch + r * row_step(), exists ? source + from / s.insert_h * source_step : nullptr);
    }
    return scratch;
  }

 private:
  /// One row of the picture; without a source all zeros.
  void fill(T* to, const T* from) const {
    int done = 0;  // pixels
    for (int q = s.left < 0 && s.insert_w > 0 ? (-s.left + s.insert_w - 1) / s.insert_w : 0;
         from && q < s.w;) {
      const int at = s.left + q * s.insert_w;
      if (at >= s.width) break;
      int count = s.insert_w == 1 ? s.w - q : 1;
      if (count > s.width - at) count = s.width - at;
      clear(to, done, at);
      copy(to + std::ptrdiff_t{at} * s.c, from + std::ptrdiff_t{q} * s.c, std::ptrdiff_t{count} * s.c);
      done = at + count;
      q += count;
    }
    clear(to, done, s.width);
  }
  void clear(T* to, int begin, int end) const {
    __builtin_memset(static_cast<void*>(to + std::ptrdiff_t{begin} * s.c), 0,
                     static_cast<std::size_t>(end - begin) * static_cast<std::size_t>(s.c) * sizeof(T));
  }
  static void copy(T* to, const T* from, std::ptrdiff_t n) {
    std::ptrdiff_t i = 0;
    for (; i + lanes<T> <= n; i += lanes<T>) store(to + i, load(from + i));
    if (i < n) store_first(to + i, load_first(from + i, static_cast<int>(n - i)), static_cast<int>(n - i));
  }
};

}  // namespace cortexpr::detail::inline CORTEXPR_BUILD::CORTEXPR_LEAF
