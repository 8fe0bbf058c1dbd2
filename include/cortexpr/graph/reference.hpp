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
    if (is_assignment(n) || is_copy(n))
      value(id) = value(g_.input(n, 0));
    else if (n.op->kind == OpKind::loop)
      run_loop(id);
    else if (n.op->kind == OpKind::general || n.op->reference.single)
      call(id);  // a loop's output is made by it
  }

  constexpr std::size_t rows_of(const Node& n) const {
    return n.batched ? static_cast<std::size_t>(b_.rows) : 1;
  }

  /// A loop (ops/scan.hpp): its body once for each element of the sequences.
  constexpr void run_loop(int id) {
    const Node& n = g_[id];
    const LoopSizes sizes(n.attributes);
    const Graph& body = g_.bodies[static_cast<std::size_t>(n.body)];
    value(id) = std::vector<T>(1, T(0));
    ReferenceBindings<T> b;
    b.rows = b_.rows;
    b.random = b_.random;
    for (int k = 0; k < n.input_count; ++k) b.inputs.push_back(value(g_.input(n, k)));
    for (int step = 0; step < sizes.length; ++step) {
      const int t = sizes.reversed ? sizes.length - 1 - step : step;
      for (int k = sizes.carries; k < sizes.carries + sizes.sequences; ++k)
        b.inputs[static_cast<std::size_t>(k)] = element(g_.input(n, k), t, sizes.length);
      const auto values = ReferenceExecutor(body, b).run();
      const auto result = [&](int k) {
        return values[static_cast<std::size_t>(body.results[static_cast<std::size_t>(k)])];
      };
      for (int out = id + 1; out < g_.size(); ++out)
        if (g_[out].op->kind == OpKind::loop_output && g_.input(g_[out], 0) == id)
          keep(out, result(g_[out].attributes[1]), t, sizes.length);
      for (int k = 0; k < sizes.carries; ++k) b.inputs[static_cast<std::size_t>(k)] = result(k);
    }
  }

  /// Element t of a sequence [length, ...], of every row.
  constexpr std::vector<T> element(int sequence, int t, int length) {
    const std::size_t slab = g_[sequence].shape.size() / static_cast<std::size_t>(length);
    std::vector<T> result;
    for (std::size_t r = 0; r < rows_of(g_[sequence]); ++r)
      for (std::size_t i = 0; i < slab; ++i)
        result.push_back(
            value(sequence)[(r * static_cast<std::size_t>(length) + static_cast<std::size_t>(t)) * slab + i]);
    return result;
  }

  /// Stores what step t made into an output: all steps one after another, or the last one alone.
  constexpr void keep(int out, const std::vector<T>& made, int t, int length) {
    if (g_[out].attributes[0] != 0) {
      value(out) = made;
      return;
    }
    const std::size_t slab = g_[out].shape.size() / static_cast<std::size_t>(length);
    value(out).resize(rows_of(g_[out]) * g_[out].shape.size(), T(0));
    for (std::size_t r = 0; r < rows_of(g_[out]); ++r)
      for (std::size_t i = 0; i < slab; ++i)
        value(out)[(r * static_cast<std::size_t>(length) + static_cast<std::size_t>(t)) * slab + i] =
            made[r * slab + i];
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
