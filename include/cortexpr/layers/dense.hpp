/// A fully connected layer: x weight + bias over the last axis.
#pragma once

#include <cortexpr/core/options.hpp>
#include <cortexpr/initializers/initializer.hpp>
#include <cortexpr/ops/add.hpp>
#include <cortexpr/ops/matmul.hpp>
#include <cortexpr/tensor/tensor.hpp>

namespace cortexpr {

struct DenseOptions {
  bool use_bias = true;
  Initializer weight = glorot_uniform;
  Initializer bias = zeros;
};

namespace detail {

/// A dense layer whose weights are known while compiling.
template <class W, class B> struct ConstantDense {
  W weight;
  B bias;
  constexpr Value operator()(Value x) const {
    return matmul(x, x.constant(W::shape(), weight.data())) + x.constant(B::shape(), bias.data());
  }
};

template <int units> struct Dense {
  static_assert(units > 0, "dense<units>: at least one unit");
  DenseOptions options{};

  constexpr Dense operator()(const DenseOptions& o) const { return {o}; }
  NoSuchOption<DenseOptions> operator()(...) const = delete;  // options: use_bias, weight, bias

  template <class T, std::size_t inputs>
  constexpr auto operator()(const Tensor<T, inputs, std::size_t(units)>& weight,
                            const Tensor<T, std::size_t(units)>& bias) const {
    return ConstantDense<Tensor<T, inputs, std::size_t(units)>, Tensor<T, std::size_t(units)>>{weight, bias};
  }

  constexpr Value operator()(Value x) const {
    if (x.rank() < 1 || x.rank() > 2)
      return x.fail(Text<64>{}.append("dense<").append(units).append(">").view(),
                    "[features] or [time, features]", Text<64>{}.append(x.shape()).view(),
                    "put flatten before it");
    const Shape shape{x.last(), units};
    const Value y = matmul(x, x.parameter("weight", shape, begin(options.weight, shape)));
    return options.use_bias ? y + x.parameter("bias", {units}, begin(options.bias, {units})) : y;
  }
};

}  // namespace detail

/// [..., in] -> [..., units]. Parameters: weight [in, units], bias [units].
template <int units> inline constexpr detail::Dense<units> dense{};

}  // namespace cortexpr
