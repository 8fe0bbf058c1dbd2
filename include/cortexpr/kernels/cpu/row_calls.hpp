/// What can be asked of the vector code beside products and elementwise loops: reductions, softmax over rows,
/// windows. Arguments are plain sizes and pointers; all runs are `run(args, thread, threads)`.
#pragma once

#include <cortexpr/ops/pool2d.hpp>
#include <cstddef>
#include <cstdint>

namespace cortexpr::detail {

enum class Reduction : unsigned char { sum, max };

/// out[o, i] = reduction over r of in[o, r, i].
template <class T, Reduction reduction> struct Reduce;
template <class T> struct ReduceArgs {
  const T* in;
  T* out;
  std::ptrdiff_t outer, reduced, inner;
};

/// Each row of n numbers to exp(x) / sum(exp(x)).
template <class T> struct SoftmaxRows;
/// Each row to log(sum(exp(x))), one number.
template <class T> struct LogsumexpRows;
template <class T> struct RowArgs {
  const T* in;
  T* out;
  std::ptrdiff_t rows, n;
};

/// The loss of each row of logits (one number), or its derivative by them (a row).
template <class T> struct CrossEntropyRows;
template <class T> struct CrossEntropySlopeRows;
template <class T> struct CrossEntropyArgs {
  const T* logits;
  const std::int32_t* classes;  ///< one for each row, or
  const T* probabilities;       ///< a row for each row
  const T* smoothing;
  T* out;
  std::ptrdiff_t rows, n;
};

/// Windows of images [h, w, c], `images` of them. The largest element; dy to where it was; what v has there.
template <class T> struct MaxPool;
template <class T> struct PoolScatter;
template <class T> struct PoolSelect;
/// The mean of the elements a window covers, and its derivative.
template <class T> struct AveragePool;
template <class T> struct AveragePoolGradient;
template <class T> struct PoolArgs {
  const T* x;  ///< the images
  const T* v;  ///< a second operand, where there is one
  T* out;
  int images, h, w, c, oh, ow;
  PoolGeometry g;
};

}  // namespace cortexpr::detail
