/// Reverse-mode differentiation: records the gradient of one value with respect to others in the same graph
/// (Griewank & Walther, Evaluating Derivatives, 2nd ed., ch. 3). The result is ordinary nodes, so it can be
/// differentiated again.
///
/// Gradients are added up, and summed or repeated where values were broadcast. These three functions are ops
/// like any other (ops/accumulate.hpp); here they are only declared, and only templates use them.
#pragma once

#include <cortexpr/graph/value.hpp>
#include <vector>

namespace cortexpr {

constexpr Value operator+(Value a, Value b);
constexpr Value sum_to(Value x, Shape shape, bool batched);
constexpr Value broadcast_to(Value x, Shape shape, bool batched);

/// What a gradient rule sees: one node, the gradient of its result, and a place to put those of its inputs.
class Backward {
 public:
  constexpr Backward(Graph& g, int node, int dy, std::vector<int>& adjoint, const std::vector<char>& wanted)
      : graph_(g),
        node_(node),
        dy_(dy),
        adjoint_(adjoint),
        wanted_(wanted) {}

  constexpr Value y() const { return Value(graph_, node_); }
  constexpr Value dy() const { return Value(graph_, dy_); }
  constexpr Value input(int i) const { return y()[i]; }
  constexpr int inputs() const { return graph_[node_].input_count; }
  constexpr Attributes attributes() const { return graph_[node_].attributes; }
  /// Whether anybody asked for something that depends on this input.
  constexpr bool wants(int i) const {
    const auto id = static_cast<std::size_t>(input(i).id());
    return id < wanted_.size() && wanted_[id];
  }
  /// The gradient found so far of a node after this one, -1 for none: for ops of several outputs.
  constexpr int gradient_of(int id) const {
    return static_cast<std::size_t>(id) < adjoint_.size() ? adjoint_[static_cast<std::size_t>(id)] : -1;
  }
  /// Adds a term to the gradient of input i; a broadcast input receives the sum over its repetitions.
  template <class V> constexpr void add(int i, V term) const {
    if (!wants(i) || graph_.complaint.made) return;
    const V x = input(i);
    term = sum_to(term, x.shape(), x.batched());
    int& total = adjoint_[static_cast<std::size_t>(x.id())];
    total = (total < 0 ? term : V(graph_, total) + term).id();
  }

 private:
  Graph& graph_;
  int node_, dy_;
  std::vector<int>& adjoint_;
  const std::vector<char>& wanted_;
};

namespace detail {

/// For each node up to the last of `ys`: whether it is one of `xs` or depends on one.
constexpr std::vector<char> nodes_depending_on(const Graph& g, const std::vector<Value>& xs,
                                               std::size_t count) {
  std::vector<char> wanted(count, 0);
  for (const Value& x : xs)
    if (static_cast<std::size_t>(x.id()) < count) wanted[static_cast<std::size_t>(x.id())] = 1;
  for (std::size_t i = 0; i < count; ++i) {
    const Node& n = g.nodes[i];
    for (int k = 0; k < n.input_count && !wanted[i]; ++k)
      wanted[i] = wanted[static_cast<std::size_t>(g.input(n, k))];
  }
  return wanted;
}

constexpr void call_gradient_rule(Graph& g, int node, std::vector<int>& adjoint,
                                  const std::vector<char>& wanted) {
  if (!g[node].op->gradient) {
    Value(g, node).fail(g[node].op->name, "an op with a gradient rule", "none for this op",
                        "give the op a gradient or stop_gradient its input");
    return;
  }
  Backward backward(g, node, adjoint[static_cast<std::size_t>(node)], adjoint, wanted);
  g[node].op->gradient(backward);
}

/// The products of `seeds` (shaped like `ys`) with the derivatives of `ys` by each of `xs`. -1 in place of an
/// id where nothing depends on an x.
template <class V> constexpr std::vector<int> vector_jacobian_products(const std::vector<V>& ys,
                                                                       const std::vector<V>& seeds,
                                                                       const std::vector<V>& xs) {
  Graph& g = ys.front().graph();
  int last = 0;
  for (const V& y : ys)
    if (y.id() > last) last = y.id();
  const auto count = static_cast<std::size_t>(last) + 1;
  const std::vector<char> wanted = nodes_depending_on(g, xs, count);
  std::vector<int> adjoint(count, -1);
  for (std::size_t i = 0; i < ys.size(); ++i) {
    int& total = adjoint[static_cast<std::size_t>(ys[i].id())];
    total = (total < 0 ? seeds[i] : V(g, total) + seeds[i]).id();
  }
  for (int i = last; i >= 0 && !g.complaint.made; --i)
    if (adjoint[static_cast<std::size_t>(i)] >= 0 && wanted[static_cast<std::size_t>(i)] &&
        g[i].op->kind != OpKind::leaf)
      call_gradient_rule(g, i, adjoint, wanted);
  std::vector<int> result;
  for (const V& x : xs)
    result.push_back(static_cast<std::size_t>(x.id()) < count ? adjoint[static_cast<std::size_t>(x.id())]
                                                              : -1);
  return result;
}

}  // namespace detail

/// The gradients of `y`, summed over all its elements, with respect to each of `xs`, in their shapes. A value
/// that `y` does not depend on has a gradient of zero.
template <class V = Value> constexpr std::vector<V> gradient(V y, const std::vector<V>& xs) {
  const V ones = broadcast_to(y.constant(1.0), y.shape(), y.batched());
  const std::vector<int> found = detail::vector_jacobian_products<V>({y}, {ones}, xs);
  std::vector<V> result;
  for (std::size_t i = 0; i < xs.size(); ++i)
    result.push_back(found[i] >= 0 ? V(y.graph(), found[i])
                                   : broadcast_to(y.constant(0.0), xs[i].shape(), xs[i].batched()));
  return result;
}
template <class V = Value> constexpr std::vector<V> gradient(V y, std::initializer_list<V> xs) {
  return gradient(y, std::vector<V>(xs));
}

}  // namespace cortexpr
