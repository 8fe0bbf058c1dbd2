/// scan: a cell applied along a sequence, its state carried from step to step. One node that owns the cell's
/// graph, so that neither compile time nor code grows with the length.
///
///   sequence [length, ...], initial [...] -> states [length, ...]     state(t) = cell(state(t - 1),
///   sequence(t))
/// Its gradient is another scan, backwards, whose cell runs the forward cell again from the stored states
/// (backpropagation through time; Goodfellow et al., Deep Learning, 10.2.2).
#pragma once

#include <cortexpr/ops/add.hpp>
#include <cortexpr/ops/broadcast.hpp>
#include <cortexpr/ops/concat.hpp>
#include <cortexpr/ops/view.hpp>

namespace cortexpr {

constexpr void scan_gradient(Backward& b);
constexpr void scan_output_gradient(Backward& b) {
  // The scan itself gathers the gradients of its outputs; this only makes sure that it is visited.
  b.add(0, b.dy().constant(0, {1}));
}

/// attributes: see LoopSizes. The value of the node itself means nothing.
inline constexpr Op scan_op{.name = "scan", .kind = OpKind::loop, .gradient = scan_gradient, .onnx = "Scan"};
/// attributes: [0] 0: of every step, stacked; 1: of the last one; [1] which result of the body.
inline constexpr Op scan_output_op{
    .name = "scan_output", .kind = OpKind::loop_output, .gradient = scan_output_gradient};

namespace detail {

constexpr Shape stacked_shape(int length, const Shape& element) {
  Shape shape{length};
  for (int i = 0; i < element.rank; ++i) shape.append(element[i]);
  return shape;
}
constexpr Shape element_shape(const Shape& stacked) {
  Shape shape;
  for (int i = 1; i < stacked.rank; ++i) shape.append(stacked[i]);
  return shape;
}

/// A leaf of a body that stands for a value of the graph around it.
constexpr Value body_leaf(Graph& body, const Shape& shape, Value outside) {
  return body.leaf(Role::input, shape, outside.batched(), outside.dtype());
}

/// A scan under construction: what goes in, and a body with a leaf for each, in the same order.
struct Scan {
  Graph body{};
  std::vector<Value> carries{}, sequences{}, captured{};
  int length = 0;
  bool reversed = false;

  /// Records the node. The body's results must be complete.
  constexpr Value emit(Graph& g) {
    std::vector<Value> inputs = carries;
    for (const Value& v : sequences) inputs.push_back(v);
    for (const Value& v : captured) inputs.push_back(v);
    const int outputs = static_cast<int>(body.results.size() - carries.size());
    const Attributes a{
        {static_cast<int>(carries.size()), static_cast<int>(sequences.size()), length, reversed, outputs}};
    const Value node = g.emit(scan_op, {1}, false, g.element, inputs, a);
    if (g.complaint.made) return node;
    g[node.id()].body = static_cast<int>(g.bodies.size());
    g.bodies.push_back(body);
    return node;
  }
};

/// What a scan made: result `k` of its body, at every step or at the last one.
constexpr Value scan_output(Value scan, int k, bool last) {
  Graph& g = scan.graph();
  if (g.complaint.made) return any_value(g);
  const Graph& body = g.bodies[static_cast<std::size_t>(scan.node().body)];
  const Node result = body[body.results[static_cast<std::size_t>(k)]];
  const Shape shape = last ? result.shape : stacked_shape(scan.node().attributes[2], result.shape);
  return g.emit(scan_output_op, shape, result.batched, result.dtype, {scan}, {{last, k}});
}

/// Parameters that a cell made belong to the graph around it: the body captures them.
constexpr void hoist_parameters(Scan& scan, Graph& g) {
  for (Node& n : scan.body.nodes) {
    if (n.role != Role::parameter) continue;
    const Value outside = g.leaf(Role::parameter, n.shape, false, n.dtype, scan.body.name(n));
    g[outside.id()].initial = n.initial;
    n.role = Role::input;
    scan.captured.push_back(outside);
  }
}

/// Records the nodes of a body into another graph, its leaves replaced by `leaves`; returns its results
/// there.
constexpr std::vector<Value> record_body(const Graph& body, Graph& into, const std::vector<Value>& leaves) {
  std::vector<int> place(body.nodes.size(), -1);
  std::size_t next = 0;
  for (std::size_t i = 0; i < body.nodes.size(); ++i) {
    Node n = body.nodes[i];
    if (n.role == Role::input) {
      place[i] = leaves[next++].id();
      continue;
    }
    n.first_input = static_cast<int>(into.edges.size());
    for (int k = 0; k < n.input_count; ++k)
      into.edges.push_back(place[static_cast<std::size_t>(body.input(body.nodes[i], k))]);
    if (n.constant_begin >= 0) {
      const int from = n.constant_begin;
      n.constant_begin = static_cast<int>(into.constants.size());
      for (std::size_t k = 0; k < n.shape.size(); ++k)
        into.constants.push_back(body.constants[static_cast<std::size_t>(from) + k]);
    }
    if (n.body >= 0) {
      into.bodies.push_back(body.bodies[static_cast<std::size_t>(n.body)]);
      n.body = static_cast<int>(into.bodies.size()) - 1;
    }
    n.name_size = 0;
    place[i] = into.size();
    into.nodes.push_back(n);
  }
  std::vector<Value> results;
  for (int id : body.results) results.push_back(Value(into, place[static_cast<std::size_t>(id)]));
  return results;
}

}  // namespace detail

/// The states of every step, [length, ...]. `cell` is a constexpr callable (Value state, Value element) ->
/// Value; the parameters it makes are shared by all steps.
template <class Cell> constexpr Value scan(const Cell& cell, Value sequence, Value initial) {
  Graph& g = sequence.graph();
  if (sequence.rank() < 1)
    return sequence.fail("scan", "a sequence [length, ...]", Text<64>{}.append(sequence.shape()).view(),
                         "give it an axis of time");
  detail::Scan s;
  s.length = sequence.shape()[0];
  s.carries.push_back(broadcast_to(initial, initial.shape(), initial.batched() || sequence.batched()));
  s.sequences.push_back(sequence);
  s.body.mode = g.mode;
  s.body.element = g.element;
  s.body.parameter_storage = g.parameter_storage;
  const Value state = detail::body_leaf(s.body, initial.shape(), s.carries[0]);
  const Value element = detail::body_leaf(s.body, detail::element_shape(sequence.shape()), sequence);
  const Value next = cell(state, element);
  if (s.body.complaint.made) {
    g.complain(s.body.complaint);
    return detail::any_value(g);
  }
  if (!(next.shape() == initial.shape()) || !s.body.effects.empty())
    return sequence.fail(
        "scan", Text<96>{}.append("a cell that keeps its state's shape ").append(initial.shape()).view(),
        Text<64>{}.append(next.shape()).view(), "return the next state, and assign nothing");
  s.body.results.push_back(next.id());
  detail::hoist_parameters(s, g);
  return detail::scan_output(s.emit(g), 0, false);
}

namespace detail {

/// The backward scan of a scan: what it needs of the forward one, gathered step by step.
class ScanBackward {
 public:
  constexpr explicit ScanBackward(Backward& b)
      : b_(b),
        scan_(b.y()),
        g_(scan_.graph()),
        sizes_(b.attributes()),
        forward_(g_.bodies[static_cast<std::size_t>(scan_.node().body)]) {
    s_.length = sizes_.length;
    s_.reversed = !sizes_.reversed;
    s_.body.mode = g_.mode;
    s_.body.element = g_.element;
  }

  constexpr void run() {
    find_output_gradients();
    // The order of the body's leaves is carries, sequences, captured; so they are listed in that order.
    for (int j = 0; j < sizes_.carries; ++j) carry(final_gradient_[static_cast<std::size_t>(j)], scan_[j]);
    for (int k = first_captured(); k < inputs(); ++k)
      if (b_.wants(k)) carry(-1, scan_[k]);
    const int accumulators = static_cast<int>(s_.carries.size()) - sizes_.carries;
    for (int id : stacked_gradient_)
      if (id >= 0) sequence(Value(g_, id));
    const std::size_t states = s_.sequences.size();
    for (int j = 0; j < sizes_.carries; ++j) sequence(states_before(j));
    for (int i = 0; i < sizes_.sequences; ++i) sequence(scan_[sizes_.carries + i]);
    for (int k = first_captured(); k < inputs(); ++k) capture(scan_[k]);
    record_step(states, accumulators);
    hand_over(s_.emit(g_), accumulators);
  }

 private:
  constexpr int inputs() const { return scan_.node().input_count; }
  constexpr int first_captured() const { return sizes_.carries + sizes_.sequences; }
  constexpr int results() const { return sizes_.carries + sizes_.outputs; }

  /// The gradients of the forward scan's outputs, where there are any.
  constexpr void find_output_gradients() {
    final_gradient_.resize(static_cast<std::size_t>(sizes_.carries), -1);
    stacked_gradient_.resize(static_cast<std::size_t>(results()), -1);
    const int nodes = g_.size();
    for (int id = scan_.id() + 1; id < nodes; ++id) {
      const Node& n = g_[id];
      if (!same_op(*n.op, scan_output_op) || g_.input(n, 0) != scan_.id() || b_.gradient_of(id) < 0) continue;
      const auto k = static_cast<std::size_t>(n.attributes[1]);
      int& total = n.attributes[0] != 0 ? final_gradient_[k] : stacked_gradient_[k];
      total = total < 0 ? b_.gradient_of(id) : (Value(g_, total) + Value(g_, b_.gradient_of(id))).id();
    }
  }

  /// A carry that begins at a gradient, or at zeros in the shape of `like`.
  constexpr void carry(int begin, Value like) {
    const Value zeros = broadcast_to(like.constant(0), like.shape(), like.batched());
    s_.carries.push_back(begin >= 0 ? Value(g_, begin) : zeros);
    leaves_.push_back(body_leaf(s_.body, like.shape(), like));
  }
  constexpr void sequence(Value v) {
    s_.sequences.push_back(v);
    leaves_.push_back(body_leaf(s_.body, element_shape(v.shape()), v));
  }
  constexpr void capture(Value v) {
    s_.captured.push_back(v);
    leaves_.push_back(body_leaf(s_.body, v.shape(), v));
  }

  /// The states that the steps of the forward scan began with.
  constexpr Value states_before(int j) const {
    const Value first = reshape(scan_[j], stacked_shape(1, scan_[j].shape()));
    if (sizes_.length == 1) return first;
    const Value after = scan_output(scan_, j, false);
    if (sizes_.reversed) return concat({slice(after, 0, 1, sizes_.length), first}, 0);
    return concat({first, slice(after, 0, 0, sizes_.length - 1)}, 0);
  }

  /// One backward step: the forward step again, then the products of its derivatives with what comes from
  /// behind.
  constexpr void record_step(std::size_t states, int accumulators) {
    Graph& body = s_.body;
    const std::size_t carries = s_.carries.size();
    const std::vector<Value> inputs(leaves_.begin() + static_cast<std::ptrdiff_t>(carries + states),
                                    leaves_.end());
    std::vector<Value> made = record_body(forward_, body, inputs), seeds, with_gradient;
    std::size_t next_sequence = carries;
    for (int k = 0; k < results(); ++k) {
      const bool stacked = stacked_gradient_[static_cast<std::size_t>(k)] >= 0;
      const int from_outside = stacked ? leaves_[next_sequence++].id() : -1;
      if (k >= sizes_.carries && !stacked) continue;
      Value seed(body, k < sizes_.carries ? leaves_[static_cast<std::size_t>(k)].id() : from_outside);
      if (k < sizes_.carries && stacked) seed = seed + Value(body, from_outside);
      with_gradient.push_back(made[static_cast<std::size_t>(k)]);
      seeds.push_back(seed);
    }
    const std::vector<int> found = vector_jacobian_products(with_gradient, seeds, inputs);
    const auto value_or_zero = [&](std::size_t i) {
      return found[i] >= 0 ? Value(body, found[i])
                           : broadcast_to(inputs[i].constant(0), inputs[i].shape(), inputs[i].batched());
    };
    for (int j = 0; j < sizes_.carries; ++j)
      body.results.push_back(value_or_zero(static_cast<std::size_t>(j)).id());
    int next_accumulator = sizes_.carries;
    for (int k = first_captured(); k < this->inputs() && accumulators > 0; ++k)
      if (b_.wants(k))
        body.results.push_back((leaves_[static_cast<std::size_t>(next_accumulator++)] +
                                value_or_zero(static_cast<std::size_t>(k)))
                                   .id());
    for (int i = 0; i < sizes_.sequences; ++i)
      if (b_.wants(sizes_.carries + i))
        body.results.push_back(value_or_zero(static_cast<std::size_t>(sizes_.carries + i)).id());
  }

  /// Gives the inputs of the forward scan what the backward scan has found.
  constexpr void hand_over(Value backward, int accumulators) {
    int next = 0;
    for (int j = 0; j < sizes_.carries; ++j, ++next)
      if (b_.wants(j)) b_.add(j, scan_output(backward, next, true));
    for (int k = first_captured(); k < inputs() && accumulators > 0; ++k)
      if (b_.wants(k)) b_.add(k, scan_output(backward, next++, true));
    for (int i = 0; i < sizes_.sequences; ++i)
      if (b_.wants(sizes_.carries + i)) b_.add(sizes_.carries + i, scan_output(backward, next++, false));
  }

  Backward& b_;
  Value scan_;
  Graph& g_;
  LoopSizes sizes_;
  const Graph forward_;  // a copy: the list of bodies grows meanwhile
  Scan s_;
  std::vector<Value> leaves_;
  std::vector<int> final_gradient_, stacked_gradient_;
};

}  // namespace detail

constexpr void scan_gradient(Backward& b) { detail::ScanBackward(b).run(); }

}  // namespace cortexpr
