/// The reference executor: runs any graph, one node after another, scalar and plain, in float or double, in
/// constant expressions too. It is the oracle of every fast kernel.
#pragma once

#include <cortexpr/graph/reference_call.hpp>
#include <vector>

namespace cortexpr {

/// What a graph is run on. Tensors stand in the order in which their leaves were recorded, all rows of each.
template <class T> struct ReferenceBindings {
  std::vector<std::vector<T>> inputs{}, targets{}, parameters{}, states{};
  int rows = 1;
  const void* object = nullptr;  ///< the loss or optimizer whose scalars are read
  RandomState random{};
};

namespace detail {

template <class T> constexpr std::vector<T> constant_elements(const Graph& g, const Node& n) {
  std::vector<T> result(n.shape.size(), static_cast<T>(n.constant_value));
  for (std::size_t i = 0; n.constant_begin >= 0 && i < result.size(); ++i)
    result[i] = static_cast<T>(g.constants[static_cast<std::size_t>(n.constant_begin) + i]);
  return result;
}

template <class T> constexpr T scalar_value(const Node& n, const void* object) {
  return static_cast<T>(n.read(n.part ? n.part(object) : object));
}

template <class T> constexpr void run_reference(const Op& op, const ReferenceCall<T>& call) {
  if constexpr (sizeof(T) == sizeof(float))
    op.reference.single(call);
  else
    op.reference.twice(call);
}

template <class T> class ReferenceExecutor {
 public:
  constexpr ReferenceExecutor(const Graph& g, ReferenceBindings<T>& bindings) : g_(g), b_(bindings) {
    values_.resize(g.nodes.size());
  }

  constexpr std::vector<std::vector<T>> run() {
    for (int i = 0; i < g_.size(); ++i) compute(i);
    for (int id : g_.effects) assign_state(g_[id].attributes[0], value(g_.input(g_[id], 0)));
    return std::move(values_);
  }

 private:
  constexpr std::vector<T>& value(int id) { return values_[static_cast<std::size_t>(id)]; }

  constexpr void compute(int id) {
    const Node& n = g_[id];
    switch (n.role) {
      case Role::input:
        value(id) = b_.inputs[inputs_++];
        return;
      case Role::target:
        value(id) = b_.targets[targets_++];
        return;
      case Role::parameter:
        value(id) = b_.parameters[parameters_++];
        return;
      case Role::state:
        value(id) = b_.states[states_++];
        return;
      case Role::constant:
        value(id) = constant_elements<T>(g_, n);
        return;
      case Role::scalar:
        value(id) = std::vector<T>(1, scalar_value<T>(n, b_.object));
        return;
      case Role::rows:
        value(id) = std::vector<T>(1, static_cast<T>(b_.rows));
        return;
      case Role::result:
        break;
    }
    if (is_assignment(n))
      value(id) = value(g_.input(n, 0));
    else
      call(id);
  }

  constexpr void call(int id) {
    const Node& n = g_[id];
    std::vector<const Node*> nodes;
    std::vector<Elements<T>> elements;
    for (int k = 0; k < n.input_count; ++k) {
      nodes.push_back(&g_[g_.input(n, k)]);
      elements.push_back({.same = value(g_.input(n, k)).data()});
    }
    value(id) = std::vector<T>((n.batched ? static_cast<std::size_t>(b_.rows) : 1) * n.shape.size(), T(0));
    ReferenceCall<T> c;
    c.node = &n;
    c.input_nodes = nodes.data();
    c.inputs = elements.data();
    c.output = value(id).data();
    c.rows = b_.rows;
    c.random = b_.random;
    c.body = n.body >= 0 ? &g_.bodies[static_cast<std::size_t>(n.body)] : nullptr;
    run_reference(*n.op, c);
  }

  constexpr void assign_state(int leaf, const std::vector<T>& v) {
    std::size_t parameter = 0, state = 0;
    for (int i = 0; i < leaf; ++i) {
      parameter += g_[i].role == Role::parameter;
      state += g_[i].role == Role::state;
    }
    (g_[leaf].role == Role::state ? b_.states[state] : b_.parameters[parameter]) = v;
  }

  const Graph& g_;
  ReferenceBindings<T>& b_;
  std::vector<std::vector<T>> values_;
  std::size_t inputs_ = 0, targets_ = 0, parameters_ = 0, states_ = 0;
};

}  // namespace detail

/// The values of all nodes; afterwards the bindings hold the assigned states and parameters.
template <class T>
constexpr std::vector<std::vector<T>> evaluate(const Graph& g, ReferenceBindings<T>& bindings) {
  return detail::ReferenceExecutor<T>(g, bindings).run();
}

}  // namespace cortexpr
