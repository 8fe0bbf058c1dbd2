/// Reverse-mode differentiation: records the gradient of one value with respect to others in the same graph
/// (Griewank & Walther, Evaluating Derivatives, 2nd ed., ch. 3). The result is ordinary nodes, so it can be
/// differentiated again.
#pragma once

#include <cortexpr/graph/value.hpp>
#include <vector>

namespace cortexpr {

constexpr Value operator+(Value a, Value b);

namespace detail {
/// Sums away whatever broadcasting added (ops/sum.hpp).
constexpr Value sum_to(Value x, Shape shape, bool batched);
/// `x` repeated to a shape (ops/broadcast.hpp).
constexpr Value broadcast_to(Value x, Shape shape, bool batched);
}  // namespace detail

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
  /// Adds a term to the gradient of input i; a broadcast input receives the sum over its repetitions.
  constexpr void add(int i, Value term) const {
    if (!wants(i) || graph_.complaint.made) return;
    const Value x = input(i);
    term = detail::sum_to(term, x.shape(), x.batched());
    int& total = adjoint_[static_cast<std::size_t>(x.id())];
    total = (total < 0 ? term : Value(graph_, total) + term).id();
  }

 private:
  Graph& graph_;
  int node_, dy_;
  std::vector<int>& adjoint_;
  const std::vector<char>& wanted_;
};

/// The gradients of `y`, summed over all its elements, with respect to each of `xs`, in their shapes. A value
/// that `y` does not depend on has a gradient of zero.
constexpr std::vector<Value> gradient(Value y, const std::vector<Value>& xs) {
  Graph& g = y.graph();
  const auto count = static_cast<std::size_t>(y.id()) + 1;
  std::vector<char> wanted(count, 0);
  for (const Value& x : xs)
    if (x.id() <= y.id()) wanted[static_cast<std::size_t>(x.id())] = 1;
  for (std::size_t i = 0; i < count; ++i) {
    const Node& n = g.nodes[i];
    for (int k = 0; k < n.input_count && !wanted[i]; ++k)
      wanted[i] = wanted[static_cast<std::size_t>(g.input(n, k))];
  }
  std::vector<int> adjoint(count, -1);
  adjoint.back() = detail::broadcast_to(y.constant(1.0), y.shape(), y.batched()).id();
  for (int i = y.id(); i >= 0 && !g.complaint.made; --i) {
    const auto at = static_cast<std::size_t>(i);
    if (adjoint[at] < 0 || !wanted[at] || g[i].op == &leaf_op) continue;
    if (g[i].op->gradient) {
      Backward backward(g, i, adjoint[at], adjoint, wanted);
      g[i].op->gradient(backward);
    } else {
      Value(g, i).fail(g[i].op->name, "an op with a gradient rule", "none for this op",
                       "give the op a gradient or stop_gradient its input");
    }
  }
  std::vector<Value> result;
  for (const Value& x : xs) {
    const int found = x.id() <= y.id() ? adjoint[static_cast<std::size_t>(x.id())] : -1;
    result.push_back(found >= 0 ? Value(g, found)
                                : detail::broadcast_to(y.constant(0.0), x.shape(), x.batched()));
  }
  return result;
}

}  // namespace cortexpr
