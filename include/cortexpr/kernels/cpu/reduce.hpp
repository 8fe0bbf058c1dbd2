/// Sums and maxima on the CPU. Axes that are reduced together, and those before and after them, count as one
/// each.
#pragma once

#include <cortexpr/kernels/cpu/plain.hpp>
#include <cortexpr/kernels/cpu/run.hpp>
#include <cortexpr/ops/reduce.hpp>

namespace cortexpr {
namespace detail {

/// A reduction as [outer, reduced, inner], the batch being the outermost axis of all. `fits` is false where
/// reduced and kept axes alternate more often than that.
struct ReduceSizes {
  std::ptrdiff_t outer = 1, reduced = 1, inner = 1;
  bool fits = true, batch_reduced = false, batch_outer = false;

  constexpr ReduceSizes(const Node& y, const Node& x) {
    int stage = 0;  // 0: before the reduced axes, 1: among them, 2: after
    const auto axis = [&](int extent, bool is_reduced) {
      if (extent == 1) return;
      if (is_reduced) {
        if (stage == 2) fits = false;
        stage = 1;
        reduced *= extent;
      } else if (stage == 0) {
        outer *= extent;
      } else {
        stage = 2;
        inner *= extent;
      }
    };
    // How many rows are in use is known at run time only.
    batch_reduced = x.batched && y.attributes[1] != 0;
    batch_outer = x.batched && !batch_reduced;
    if (batch_reduced) stage = 1;
    for (int i = 0; i < x.shape.rank; ++i) axis(x.shape[i], (y.attributes[0] >> i & 1) != 0);
  }
};

template <const Op& op, Reduction reduction> struct ReduceKernel {
  template <class Call> static void run(const Call& call) {
    using T = typename Call::T;
    constexpr ReduceSizes s(Call::node, Call::in(0));
    if constexpr (s.fits) {
      const ReduceArgs<T> args{call.template input<0>(), call.output(), s.outer * call.rows_if(s.batch_outer),
                               s.reduced * call.rows_if(s.batch_reduced), s.inner};
      run_on_cpu<Reduce<T, reduction>>(args, call.thread, call.threads);
    } else {
      PlainKernel<op>::run(call);
    }
  }
};

}  // namespace detail

template <> struct Kernel<sum_op, Cpu> : detail::ReduceKernel<sum_op, detail::Reduction::sum> {};
template <> struct Kernel<reduce_max_op, Cpu> : detail::ReduceKernel<reduce_max_op, detail::Reduction::max> {
};

}  // namespace cortexpr
