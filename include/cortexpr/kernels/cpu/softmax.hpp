/// Softmax, logsumexp and cross-entropy on the CPU: rows of the last axis.
#pragma once

#include <cortexpr/kernels/cpu/run.hpp>
#include <cortexpr/ops/cross_entropy.hpp>

namespace cortexpr {
namespace detail {

template <template <class> class Rows> struct RowKernel {
  template <class Call> static void run(const Call& call) {
    using T = typename Call::T;
    constexpr const Node& x = Call::in(0);
    constexpr std::ptrdiff_t n = x.shape.last();
    const auto rows = static_cast<std::ptrdiff_t>(x.shape.size()) / n * call.rows_if(x.batched);
    const RowArgs<T> args{call.template input<0>(), call.output(), rows, n};
    run_on_cpu<Rows<T>>(args, call.thread, call.threads);
  }
};

template <template <class> class Rows> struct CrossEntropyKernel {
  template <class Call> static void run(const Call& call) {
    using T = typename Call::T;
    constexpr const Node& x = Call::in(0);
    constexpr bool classes = Call::in(1).dtype == DType::i32;
    constexpr std::ptrdiff_t n = x.shape.last();
    CrossEntropyArgs<T> args{};
    args.logits = call.template input<0>();
    if constexpr (classes)
      args.classes = call.template input<1, std::int32_t>();
    else
      args.probabilities = call.template input<1>();
    args.smoothing = call.template input<2>();
    args.out = call.output();
    args.rows = static_cast<std::ptrdiff_t>(x.shape.size()) / n * call.rows_if(x.batched);
    args.n = n;
    run_on_cpu<Rows<T>>(args, call.thread, call.threads);
  }
};

}  // namespace detail

template <> struct Kernel<softmax_op, Cpu> : detail::RowKernel<detail::SoftmaxRows> {};
template <> struct Kernel<logsumexp_op, Cpu> : detail::RowKernel<detail::LogsumexpRows> {};
template <> struct Kernel<cross_entropy_op, Cpu> : detail::CrossEntropyKernel<detail::CrossEntropyRows> {};
template <> struct Kernel<cross_entropy_slope_op, Cpu>
    : detail::CrossEntropyKernel<detail::CrossEntropySlopeRows> {};

}  // namespace cortexpr
