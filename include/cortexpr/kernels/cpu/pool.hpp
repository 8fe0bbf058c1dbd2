/// Pooling on the CPU.
#pragma once

#include <cortexpr/kernels/cpu/run.hpp>
#include <cortexpr/ops/pool2d.hpp>

namespace cortexpr {
namespace detail {

/// `x` and `y`: which node has the shape of the image, which that of the pooled one; -1 is the result.
template <template <class> class Pool, int x, int y, int second> struct PoolKernel {
  template <class Call> static void run(const Call& call) {
    using T = typename Call::T;
    constexpr Shape image = node<Call, x>().shape, pooled = node<Call, y>().shape;
    PoolArgs<T> args{};
    if constexpr (x >= 0) args.x = call.template input<(x >= 0 ? x : 0)>();
    if constexpr (second >= 0) args.v = call.template input<(second >= 0 ? second : 0)>();
    args.out = call.output();
    args.images = call.rows_if(Call::node.batched);
    args.h = image[0];
    args.w = image[1];
    args.c = image[2];
    args.oh = pooled[0];
    args.ow = pooled[1];
    args.g = PoolGeometry(Call::node.attributes);
    run_on_cpu<Pool<T>>(args, call.thread, call.threads);
  }

 private:
  template <class Call, int i> static constexpr const Node& node() {
    if constexpr (i < 0)
      return Call::node;
    else
      return Call::in(i);
  }
};

}  // namespace detail

template <> struct Kernel<max_pool_op, Cpu> : detail::PoolKernel<detail::MaxPool, 0, -1, -1> {};
template <> struct Kernel<pool_scatter_op, Cpu> : detail::PoolKernel<detail::PoolScatter, 0, 1, 1> {};
template <> struct Kernel<pool_select_op, Cpu> : detail::PoolKernel<detail::PoolSelect, 0, -1, 1> {};
template <> struct Kernel<average_pool_op, Cpu> : detail::PoolKernel<detail::AveragePool, 0, -1, -1> {};
template <> struct Kernel<average_pool_gradient_op, Cpu>
    : detail::PoolKernel<detail::AveragePoolGradient, -1, 0, 0> {};

}  // namespace cortexpr
