/// Kernels of ops that move data rather than compute: their plain meaning, run on the arena by one thread.
#pragma once

#include <cortexpr/graph/reference.hpp>
#include <cortexpr/kernels/cpu/run.hpp>
#include <cortexpr/ops/ops.hpp>

namespace cortexpr {
namespace detail {

template <const Op& op> struct PlainKernel {
  template <class Call> static void run(const Call& call) {
    if (call.thread != 0) return;
    run_inputs(call, std::make_integer_sequence<int, Call::node.input_count>{});
  }

 private:
  template <class T, DType type> static Elements<T> elements(const void* p) {
    if constexpr (type == DType::i32)
      return {.integers = static_cast<const std::int32_t*>(p)};
    else if constexpr (type == DType::bf16)
      return {.halves = static_cast<const BFloat16*>(p)};
    else
      return {.same = static_cast<const T*>(p)};
  }

  template <class Call, int... i> static void run_inputs(const Call& call, std::integer_sequence<int, i...>) {
    using T = typename Call::T;
    const Node* nodes[] = {&Call::in(i)..., nullptr};
    const Elements<T> inputs[] = {elements<T, Call::in(i).dtype>(call.template input<i, void>())...,
                                  Elements<T>{}};
    ReferenceCall<T> c;
    c.node = &Call::node;
    c.input_nodes = nodes;
    c.inputs = inputs;
    c.output = call.template output<T>();
    c.rows = call.run.program.rows;
    c.random = call.run.program.random;
    run_reference(op, c);
  }
};

}  // namespace detail

template <> struct Kernel<transpose_op, Cpu> : detail::PlainKernel<transpose_op> {};
template <> struct Kernel<slice_op, Cpu> : detail::PlainKernel<slice_op> {};
template <> struct Kernel<pad_op, Cpu> : detail::PlainKernel<pad_op> {};
template <> struct Kernel<concat_op, Cpu> : detail::PlainKernel<concat_op> {};
template <> struct Kernel<gather_op, Cpu> : detail::PlainKernel<gather_op> {};
template <> struct Kernel<scatter_add_op, Cpu> : detail::PlainKernel<scatter_add_op> {};
template <> struct Kernel<one_hot_op, Cpu> : detail::PlainKernel<one_hot_op> {};
template <> struct Kernel<random_uniform_op, Cpu> : detail::PlainKernel<random_uniform_op> {};
template <> struct Kernel<random_normal_op, Cpu> : detail::PlainKernel<random_normal_op> {};
template <> struct Kernel<sum_op, Cpu> : detail::PlainKernel<sum_op> {};
template <> struct Kernel<reduce_max_op, Cpu> : detail::PlainKernel<reduce_max_op> {};
template <> struct Kernel<softmax_op, Cpu> : detail::PlainKernel<softmax_op> {};
template <> struct Kernel<logsumexp_op, Cpu> : detail::PlainKernel<logsumexp_op> {};
template <> struct Kernel<cross_entropy_op, Cpu> : detail::PlainKernel<cross_entropy_op> {};
template <> struct Kernel<cross_entropy_slope_op, Cpu> : detail::PlainKernel<cross_entropy_slope_op> {};
template <> struct Kernel<max_pool_op, Cpu> : detail::PlainKernel<max_pool_op> {};
template <> struct Kernel<pool_scatter_op, Cpu> : detail::PlainKernel<pool_scatter_op> {};
template <> struct Kernel<pool_select_op, Cpu> : detail::PlainKernel<pool_select_op> {};
template <> struct Kernel<average_pool_op, Cpu> : detail::PlainKernel<average_pool_op> {};
template <> struct Kernel<average_pool_gradient_op, Cpu> : detail::PlainKernel<average_pool_gradient_op> {};

}  // namespace cortexpr
