/// Random tensors. Element i of a node is a function of the seed, the step, the node's number among the
/// random nodes, and i alone (Philox, Salmon et al. 2011), so every device and any number of threads draws
/// the same.
#pragma once

#include <cortexpr/core/random.hpp>
#include <cortexpr/ops/compare.hpp>

namespace cortexpr {

namespace detail {

/// attributes: [0] which random node of the graph this is.
struct UniformReference {
  template <class T> static constexpr void run(const ReferenceCall<T>& c) {
    const auto stream = static_cast<std::uint32_t>(c.node->attributes[0]);
    for (std::size_t i = 0; i < c.size(); ++i)
      c.output[i] = static_cast<T>(uniform<float>({c.random.seed, stream, c.random.step}, i));
  }
};
struct NormalReference {
  template <class T> static constexpr void run(const ReferenceCall<T>& c) {
    const auto stream = static_cast<std::uint32_t>(c.node->attributes[0]);
    for (std::size_t i = 0; i < c.size(); ++i)
      c.output[i] = static_cast<T>(normal<float>({c.random.seed, stream, c.random.step}, i));
  }
};

constexpr Value random(const Op& op, Value like, Shape shape) {
  Graph& g = like.graph();
  int stream = 0;
  for (const Node& n : g.nodes)
    stream += n.op->distinct && n.input_count == 0 && n.op->kind == OpKind::general;
  return g.emit(op, shape, like.batched(), g.element, std::vector<Value>{}, {{stream}});
}

}  // namespace detail

inline constexpr Op random_uniform_op{.name = "random_uniform",
                                      .gradient = no_gradient,
                                      .reference = reference_of<detail::UniformReference>(),
                                      .distinct = true,
                                      .onnx = "RandomUniform"};
inline constexpr Op random_normal_op{.name = "random_normal",
                                     .gradient = no_gradient,
                                     .reference = reference_of<detail::NormalReference>(),
                                     .distinct = true,
                                     .onnx = "RandomNormal"};

/// Uniform in [0, 1), batched as `like` is.
constexpr Value random_uniform(Value like, Shape shape) {
  return detail::random(random_uniform_op, like, shape);
}
/// Mean 0, deviation 1.
constexpr Value random_normal(Value like, Shape shape) {
  return detail::random(random_normal_op, like, shape);
}
/// 1 with the given probability, otherwise 0.
constexpr Value random_bernoulli(Value like, Shape shape, double probability) {
  return random_uniform(like, shape) < probability;
}

}  // namespace cortexpr
