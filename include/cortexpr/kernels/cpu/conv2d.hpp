/// Convolutions on the CPU.
#pragma once

#include <cortexpr/kernels/cpu/conv_calls.hpp>
#include <cortexpr/kernels/cpu/run.hpp>
#include <cortexpr/ops/conv2d.hpp>

namespace cortexpr {
namespace detail {

/// The convolution x -> y with weights w that all three ops are about.
constexpr ConvShape conv_shape(const Shape& x, const Shape& w, const Shape& y, const Attributes& a) {
  const ConvolutionGeometry g(a);
  ConvShape s{x[0], x[1], x[2], w[0], w[1], y[0], y[1], y[2]};
  s.stride_h = g.stride_h;
  s.stride_w = g.stride_w;
  s.dilation_h = g.dilation_h;
  s.dilation_w = g.dilation_w;
  s.top = g.top;
  s.left = g.left;
  s.groups = g.groups;
  return s;
}

template <class Call> constexpr ConvShape forward_shape() {
  return conv_shape(Call::in(0).shape, Call::in(1).shape, Call::node.shape, Call::node.attributes);
}
template <class Call> constexpr ConvShape data_gradient_shape() {
  return conv_shape(Call::node.shape, Call::in(1).shape, Call::in(0).shape, Call::node.attributes);
}
template <class Call> constexpr ConvShape weight_gradient_shape() {
  return conv_shape(Call::in(0).shape, Call::node.shape, Call::in(1).shape, Call::node.attributes);
}

template <class Convolution, class Call> void run_convolution(const Call& call) {
  using T = typename Call::T;
  ConvArgs<T, typename Call::Code> args{};
  args.a = call.template input<0>();
  args.b = call.template input<1>();
  args.epilogue = call.epilogue();
  args.images = call.rows_if(Call::in(0).batched);
  args.scratch = call.template scratch<T>();
  run_on_cpu<Convolution>(args, call.thread, call.threads);
}

}  // namespace detail

template <> struct Kernel<conv2d_op, Cpu> {
  template <class Call> static constexpr std::size_t scratch_bytes() {
    return detail::conv_scratch(detail::forward_shape<Call>(), sizeof(typename Call::T)) *
           sizeof(typename Call::T);
  }
  template <class Call> static void run(const Call& call) {
    detail::run_convolution<
        detail::Conv<typename Call::T, detail::forward_shape<Call>(), typename Call::Code>>(call);
  }
};

template <> struct Kernel<conv2d_data_gradient_op, Cpu> {
  template <class Call> static constexpr std::size_t scratch_bytes() {
    return detail::conv_data_gradient_scratch(detail::data_gradient_shape<Call>(), sizeof(typename Call::T)) *
           sizeof(typename Call::T);
  }
  template <class Call> static void run(const Call& call) {
    detail::run_convolution<
        detail::ConvDataGradient<typename Call::T, detail::data_gradient_shape<Call>(), typename Call::Code>>(
        call);
  }
};

template <> struct Kernel<conv2d_weight_gradient_op, Cpu> {
  template <class Call> static constexpr std::size_t scratch_bytes() {
    return detail::conv_weight_gradient_scratch(detail::weight_gradient_shape<Call>(),
                                                sizeof(typename Call::T)) *
           sizeof(typename Call::T);
  }
  template <class Call> static void run(const Call& call) {
    detail::run_convolution<detail::ConvWeightGradient<
        typename Call::T, detail::weight_gradient_shape<Call>(), typename Call::Code>>(call);
  }
};

}  // namespace cortexpr
