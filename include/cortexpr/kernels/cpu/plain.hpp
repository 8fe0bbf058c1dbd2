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

  /// A node without its op: at run time only sizes and attributes count.
  static consteval Node bare(Node n) {
    n.op = nullptr;
    return n;
  }

  template <class Call, int... i> static void run_inputs(const Call& call, std::integer_sequence<int, i...>) {
    using T = typename Call::T;
    static constexpr Node node = bare(Call::node), nodes[] = {bare(Call::in(i))..., Node{nullptr}};
    static constexpr const Node* pointers[] = {&nodes[i]..., nullptr};
    const Elements<T> inputs[] = {elements<T, Call::in(i).dtype>(call.template input<i, void>())...,
                                  Elements<T>{}};
    ReferenceCall<T> c;
    c.node = &node;
    c.input_nodes = pointers;
    c.inputs = inputs;
    c.output = call.template output<T>();
    c.rows = call.run.program.rows;
    c.random = call.run.program.random;
    constexpr Reference meaning = op.reference;
    if constexpr (sizeof(T) == sizeof(float))
      meaning.single(c);
    else
      meaning.twice(c);
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

}  // namespace cortexpr
