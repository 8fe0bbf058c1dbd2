// No include guard: included once per instruction set by kernels/cpu/isa.hpp.
//
// Windows over images [h, w, c], registers along the channels. Threads share the images.

namespace cortexpr::detail::inline CORTEXPR_BUILD::CORTEXPR_LEAF {

/// The part of one window that lies inside of its image.
struct WindowPart {
  int top, bottom, left, right;
  WindowPart(const PoolGeometry& g, int i, int j, int h, int w)
      : top(i * g.stride_h - g.top),
        bottom(top + g.window_h),
        left(j * g.stride_w - g.left),
        right(left + g.window_w) {
    if (top < 0) top = 0;
    if (left < 0) left = 0;
    if (bottom > h) bottom = h;
    if (right > w) right = w;
  }
  int count() const { return (bottom - top) * (right - left); }
};

/// f(window, first element of x's image, place in the pooled image) for all windows of this thread's images.
template <class T, class F>
CORTEXPR_INLINE void for_each_part(const PoolArgs<T>& a, int thread, int threads, F f) {
  const Share share = share_of(a.images, thread, threads);
  for (std::ptrdiff_t image = share.begin; image < share.end; ++image)
    for (int i = 0; i < a.oh; ++i)
      for (int j = 0; j < a.ow; ++j)
        f(WindowPart(a.g, i, j, a.h, a.w), image * a.h * a.w * a.c, ((image * a.oh + i) * a.ow + j) * a.c);
}

/// f(place in the image) for every element of a window, in order.
template <class F> CORTEXPR_INLINE void for_each_place(const WindowPart& p, int w, int c, F f) {
  for (int y = p.top; y < p.bottom; ++y)
    for (int x = p.left; x < p.right; ++x) f((std::ptrdiff_t{y} * w + x) * c);
}

template <class T>
CORTEXPR_INLINE vec<T> window_max(const T* image, const WindowPart& p, int w, int c, int in_use) {
  vec<T> best = load_some(image + (std::ptrdiff_t{p.top} * w + p.left) * c, in_use);
  for_each_place(p, w, c, [&](std::ptrdiff_t at) { best = max(load_some(image + at, in_use), best); });
  return best;
}

template <class T> CORTEXPR_INLINE void zero_images(const PoolArgs<T>& a, int thread, int threads) {
  const Share share = share_of(a.images, thread, threads);
  const std::ptrdiff_t slab = std::ptrdiff_t{a.h} * a.w * a.c;
  __builtin_memset(a.out + share.begin * slab, 0,
                   static_cast<std::size_t>((share.end - share.begin) * slab) * sizeof(T));
}

template <class T> struct Entry<MaxPool<T>> {
  static void run(const PoolArgs<T>& a, int thread, int threads) {
    for_each_part(a, thread, threads, [&](const WindowPart& p, std::ptrdiff_t image, std::ptrdiff_t to) {
      for_each_register<T>(a.c, [&](std::ptrdiff_t k, int in_use) {
        store_some(a.out + to + k, window_max(a.x + image + k, p, a.w, a.c, in_use), in_use);
      });
    });
  }
};

/// Visits the elements of a window with a mask of the lanes whose first largest element they are.
template <class T, class F>
CORTEXPR_INLINE void for_each_largest(const T* image, const WindowPart& p, int w, int c, int in_use, F f) {
  const vec<T> best = window_max(image, p, w, c, in_use);
  vec<T> open(T(1));
  for_each_place(p, w, c, [&](std::ptrdiff_t at) {
    const vec<T> here = select(load_some(image + at, in_use) == best, open, vec<T>(T(0)));
    open = open - here;
    f(at, here);
  });
}

template <class T> struct Entry<PoolScatter<T>> {
  static void run(const PoolArgs<T>& a, int thread, int threads) {
    const PoolGeometry& g = a.g;
    // Windows that tile the image write every element once.
    const bool tiles = g.stride_h == g.window_h && g.stride_w == g.window_w && g.top == 0 && g.left == 0 &&
                       a.oh * g.stride_h == a.h && a.ow * g.stride_w == a.w;
    if (!tiles) zero_images(a, thread, threads);
    for_each_part(a, thread, threads, [&](const WindowPart& p, std::ptrdiff_t image, std::ptrdiff_t from) {
      for_each_register<T>(a.c, [&](std::ptrdiff_t k, int in_use) {
        const vec<T> dy = load_some(a.v + from + k, in_use);
        T* out = a.out + image + k;
        for_each_largest(a.x + image + k, p, a.w, a.c, in_use, [&](std::ptrdiff_t at, vec<T> here) {
          const vec<T> term = select(here, dy, vec<T>(T(0)));
          store_some(out + at, tiles ? term : load_some(out + at, in_use) + term, in_use);
        });
      });
    });
  }
};

template <class T> struct Entry<PoolSelect<T>> {
  static void run(const PoolArgs<T>& a, int thread, int threads) {
    for_each_part(a, thread, threads, [&](const WindowPart& p, std::ptrdiff_t image, std::ptrdiff_t to) {
      for_each_register<T>(a.c, [&](std::ptrdiff_t k, int in_use) {
        vec<T> chosen(T(0));
        for_each_largest(a.x + image + k, p, a.w, a.c, in_use, [&](std::ptrdiff_t at, vec<T> here) {
          chosen = select(here, load_some(a.v + image + k + at, in_use), chosen);
        });
        store_some(a.out + to + k, chosen, in_use);
      });
    });
  }
};

template <class T> struct Entry<AveragePool<T>> {
  static void run(const PoolArgs<T>& a, int thread, int threads) {
    for_each_part(a, thread, threads, [&](const WindowPart& p, std::ptrdiff_t image, std::ptrdiff_t to) {
      for_each_register<T>(a.c, [&](std::ptrdiff_t k, int in_use) {
        vec<T> total(T(0));
        for_each_place(p, a.w, a.c,
                       [&](std::ptrdiff_t at) { total = total + load_some(a.x + image + k + at, in_use); });
        store_some(a.out + to + k, total / vec<T>(static_cast<T>(p.count())), in_use);
      });
    });
  }
};

template <class T> struct Entry<AveragePoolGradient<T>> {
  static void run(const PoolArgs<T>& a, int thread, int threads) {
    zero_images(a, thread, threads);
    for_each_part(a, thread, threads, [&](const WindowPart& p, std::ptrdiff_t image, std::ptrdiff_t from) {
      for_each_register<T>(a.c, [&](std::ptrdiff_t k, int in_use) {
        const vec<T> term = load_some(a.v + from + k, in_use) / vec<T>(static_cast<T>(p.count()));
        T* out = a.out + image + k;
        for_each_place(p, a.w, a.c, [&](std::ptrdiff_t at) {
          store_some(out + at, load_some(out + at, in_use) + term, in_use);
        });
      });
    });
  }
};

}  // namespace cortexpr::detail::inline CORTEXPR_BUILD::CORTEXPR_LEAF
