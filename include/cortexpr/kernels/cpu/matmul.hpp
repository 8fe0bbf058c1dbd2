/// Matrix products on the CPU: one call of the tiled product for each matrix.
#pragma once

#include <cortexpr/kernels/cpu/run.hpp>
#include <cortexpr/ops/matmul.hpp>

namespace cortexpr {

template <> struct Kernel<matmul_op, Cpu> {
  template <class Call> static constexpr detail::MatmulSizes sizes() {
    return {Call::node, Call::in(0), Call::in(1)};
  }
  template <class Call> static constexpr detail::GemmShape shape() {
    constexpr auto s = sizes<Call>();
    const int capacity = s.shared && Call::node.batched ? Call::frozen.rows : 1;
    return {s.m * capacity, s.n, s.k, s.left_transposed, s.right_transposed};
  }
  template <class Call> static constexpr std::size_t scratch_bytes() {
    return detail::gemm_scratch(shape<Call>(), sizeof(typename Call::T)) * sizeof(typename Call::T);
  }

  template <class Call> static void run(const Call& call) {
    using T = typename Call::T;
    using Code = typename Call::Code;
    constexpr auto s = sizes<Call>();
    const int rows = call.rows_if(Call::node.batched);
    detail::GemmArgs<T, Code> args{};
    args.a = call.template input<0>();
    args.b = call.template input<1>();
    args.a_stride = s.left_transposed ? s.m : s.k;
    args.b_stride = s.right_transposed ? s.k : s.n;
    args.epilogue = call.epilogue();
    args.scratch = call.template scratch<T>();
    args.rows = s.shared ? s.m * rows : s.m;
    if constexpr (s.shared) {
      detail::run_on_cpu<detail::Gemm<T, shape<Call>(), Code>>(args, call.thread, call.threads);
    } else {
      run_each(call, args, static_cast<std::size_t>(rows) * s.products);
    }
  }

 private:
  /// One product after another; threads share the products.
  template <class Call, class Args> static void run_each(const Call& call, Args args, std::size_t products) {
    using T = typename Call::T;
    constexpr auto s = sizes<Call>();
    const Args first = args;
    const auto matrix = [](int m, int n) {
      return static_cast<std::size_t>(m) * static_cast<std::size_t>(n);
    };
    const auto share = detail::share_of(static_cast<std::ptrdiff_t>(products), call.thread, call.threads);
    for (auto p = static_cast<std::size_t>(share.begin); p < static_cast<std::size_t>(share.end); ++p) {
      args.a = first.a + detail::MatmulReference::offset(Call::in(0).shape.size(), Call::in(0).batched, p,
                                                         s.products, matrix(s.m, s.k));
      args.b = first.b + detail::MatmulReference::offset(Call::in(1).shape.size(), Call::in(1).batched, p,
                                                         s.products, matrix(s.k, s.n));
      const auto row = static_cast<std::ptrdiff_t>(p) * s.m;
      for (int i = 0; i < Call::operand_count; ++i)
        if (first.epilogue.load[i])
          args.epilogue.load[i] =
              static_cast<const std::byte*>(first.epilogue.load[i]) +
              row * first.epilogue.load_stride[i] * Call::load_bytes[static_cast<std::size_t>(i)];
      for (int i = 0; i < Call::store_count; ++i)
        args.epilogue.store[i] =
            static_cast<std::byte*>(first.epilogue.store[i]) +
            row * first.epilogue.store_stride[i] * Call::store_bytes[static_cast<std::size_t>(i)];
      detail::run_on_cpu<detail::Gemm<T, shape<Call>(), typename Call::Code>>(args, 0, 1);
    }
  }
};

/// a transposed times b, over all rows: the weight gradient, often with an optimizer's update as its
/// epilogue.
template <> struct Kernel<contract_op, Cpu> {
  template <class Call> static constexpr int terms(int rows) {
    return static_cast<int>(Call::in(0).shape.size()) / Call::in(0).shape.last() *
           (Call::in(0).batched ? rows : 1);
  }
  template <class Call> static constexpr detail::GemmShape shape() {
    return {Call::node.shape[0], Call::node.shape[1], terms<Call>(Call::frozen.rows), true, false};
  }
  template <class Call> static constexpr std::size_t scratch_bytes() {
    return detail::gemm_scratch(shape<Call>(), sizeof(typename Call::T)) * sizeof(typename Call::T);
  }
  template <class Call> static void run(const Call& call) {
    using T = typename Call::T;
    detail::GemmArgs<T, typename Call::Code> args{};
    args.a = call.template input<0>();
    args.b = call.template input<1>();
    args.a_stride = Call::node.shape[0];
    args.b_stride = Call::node.shape[1];
    args.epilogue = call.epilogue();
    args.scratch = call.template scratch<T>();
    args.rows = Call::node.shape[0];
    args.depth = terms<Call>(call.run.program.rows);
    detail::run_on_cpu<detail::Gemm<T, shape<Call>(), typename Call::Code>>(args, call.thread, call.threads);
  }
};

}  // namespace cortexpr
