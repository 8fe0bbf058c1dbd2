/// The graph compiler: simplify, fuse, plan, and the frozen result, a constant that kernels are made from.
#pragma once

#include <array>
#include <cortexpr/graph/fuse.hpp>
#include <cortexpr/graph/plan.hpp>
#include <cortexpr/graph/simplify.hpp>

namespace cortexpr {

/// What a program is compiled from: a recorded graph and, for training, the gradient of each parameter in
/// order.
struct Recording {
  Graph graph;
  std::vector<int> gradients{};
  bool consume =
      false;     ///< parameters may be updated where their gradients are made, if nothing else needs them
  int rows = 1;  ///< the capacity of the batch
};

/// A recording after all passes.
struct Compiled {
  Graph graph;
  Schedule schedule;
  Plan plan;
  std::vector<int> gradients;  ///< for each parameter in order: the node of its gradient
  std::vector<char> consumed;  ///< whether its update happens in the group of that node
};

namespace detail {

/// Gradients that lie in an arena of their own need a node of their own: not a leaf, a view or another's
/// gradient.
constexpr void give_gradients_nodes(Graph& g, std::vector<int>& gradients) {
  std::vector<char> taken(g.nodes.size(), 0);
  for (int& id : gradients) {
    const Node& n = g[id];
    if (n.op->kind == OpKind::leaf || n.op->kind == OpKind::view || taken[static_cast<std::size_t>(id)])
      id = g.emit(copy_op, n.shape, n.batched, n.dtype, {Value(g, id)}).id();
    else
      taken[static_cast<std::size_t>(id)] = 1;
  }
}

/// A parameter can be updated in the group that makes its gradient if no later group, and no product of that
/// group, still reads the old value; the gradient itself must be in registers there.
constexpr std::vector<char> find_consumed(const Graph& g, const Schedule& s,
                                          const std::vector<int>& gradients) {
  std::vector<int> last_reader(g.nodes.size(), -1);
  for (int i = 0; i < g.size(); ++i) {
    const bool view = g[i].op->kind == OpKind::view;
    const int group = s.group_of[static_cast<std::size_t>(i)];
    const bool anchor = !view && group >= 0 && s.groups[static_cast<std::size_t>(group)].anchor == i;
    for (int k = 0; k < g[i].input_count; ++k) {
      // An anchor's operands have to outlive its group.
      const int until = view ? static_cast<int>(s.groups.size()) : anchor ? group + 1 : group;
      int& last = last_reader[static_cast<std::size_t>(g.input(g[i], k))];
      if (last < until) last = until;
    }
  }
  std::vector<char> consumed;
  std::size_t next = 0;
  for (int i = 0; i < g.size() && next < gradients.size(); ++i) {
    if (g[i].role != Role::parameter) continue;
    const int id = gradients[next++];
    const Op& op = *g[id].op;
    const int group = s.group_of[static_cast<std::size_t>(id)];
    const bool in_registers = op.kind == OpKind::elementwise || op.takes_epilogue;
    consumed.push_back(in_registers && group >= 0 && last_reader[static_cast<std::size_t>(i)] <= group &&
                       g[i].dtype == g[id].dtype &&
                       s.groups[static_cast<std::size_t>(group)].shape == g[i].shape);
  }
  return consumed;
}

}  // namespace detail

constexpr Compiled compile(Recording recording) {
  Compiled c;
  const std::size_t results = recording.graph.results.size();
  for (int id : recording.gradients) recording.graph.results.push_back(id);
  c.graph = simplify(recording.graph);
  for (std::size_t i = results; i < c.graph.results.size(); ++i) c.gradients.push_back(c.graph.results[i]);
  c.graph.results.resize(results, 0);
  detail::give_gradients_nodes(c.graph, c.gradients);
  c.schedule = fuse(c.graph);
  if (recording.consume)
    c.consumed = detail::find_consumed(c.graph, c.schedule, c.gradients);
  else
    c.consumed.resize(c.gradients.size(), 0);
  std::vector<int> placed = c.gradients;
  for (std::size_t i = 0; i < placed.size(); ++i)
    if (c.consumed[i]) placed[i] = -1;
  c.plan = plan(c.graph, c.schedule, recording.rows, placed);
  return c;
}

/// How large the arrays of a frozen program are.
struct ProgramSizes {
  std::size_t nodes = 0, edges = 0, names = 0, constants = 0, groups = 0, members = 0, results = 0,
              gradients = 0;
};

/// A compiled graph as a constant.
template <std::size_t nodes_, std::size_t edges_, std::size_t names_, std::size_t constants_,
          std::size_t groups_, std::size_t members_, std::size_t results_, std::size_t gradients_>
struct Frozen {
  std::array<Node, nodes_> nodes{};
  std::array<int, edges_ + 1> edges{};
  std::array<char, names_ + 1> names{};
  std::array<double, constants_ + 1> constants{};
  std::array<Group, groups_ + 1> groups{};
  std::array<int, members_ + 1> members{};
  std::array<int, nodes_> group_of{};
  std::array<Place, nodes_> places{};
  std::array<int, results_ + 1> results{};
  std::array<int, gradients_ + 1> gradients{};
  std::array<char, gradients_ + 1> consumed{};
  std::size_t workspace_bytes = 0, parameter_bytes = 0, state_bytes = 0, constant_bytes = 0, values_bytes = 0;
  int group_count = static_cast<int>(groups_), inputs = 0, targets = 0, rows = 1;
  DType element = DType::f32;

  constexpr const Node& operator[](int id) const { return nodes[static_cast<std::size_t>(id)]; }
  constexpr int input(const Node& n, int i) const {
    return edges[static_cast<std::size_t>(n.first_input + i)];
  }
  constexpr int size() const { return static_cast<int>(nodes_); }
  constexpr const Group& group(int k) const { return groups[static_cast<std::size_t>(k)]; }
  constexpr int member(const Group& g, int i) const { return members[static_cast<std::size_t>(g.first + i)]; }
  /// Where a node's elements lie, views followed to their source.
  constexpr const Place& place(int id) const {
    return places[static_cast<std::size_t>(places[static_cast<std::size_t>(id)].root)];
  }
  constexpr std::string_view name(const Node& n) const {
    return {names.data() + n.name_begin, static_cast<std::size_t>(n.name_size)};
  }
};

namespace detail {

constexpr ProgramSizes sizes_of(const Compiled& c) {
  return {c.graph.nodes.size(),     c.graph.edges.size(),     c.graph.names.size(),
          c.graph.constants.size(), c.schedule.groups.size(), c.schedule.members.size(),
          c.graph.results.size(),   c.gradients.size()};
}

template <class From, class To> constexpr void copy_into(const From& from, To& to) {
  for (std::size_t i = 0; i < from.size(); ++i) to[i] = from[i];
}

template <ProgramSizes s> constexpr auto freeze(const Compiled& c, int rows) {
  Frozen<s.nodes, s.edges, s.names, s.constants, s.groups, s.members, s.results, s.gradients> f;
  copy_into(c.graph.nodes, f.nodes);
  copy_into(c.graph.edges, f.edges);
  copy_into(c.graph.names, f.names);
  copy_into(c.graph.constants, f.constants);
  copy_into(c.schedule.groups, f.groups);
  copy_into(c.schedule.members, f.members);
  copy_into(c.schedule.group_of, f.group_of);
  copy_into(c.plan.places, f.places);
  copy_into(c.graph.results, f.results);
  copy_into(c.gradients, f.gradients);
  copy_into(c.consumed, f.consumed);
  f.workspace_bytes = c.plan.workspace_bytes;
  f.parameter_bytes = c.plan.parameter_bytes;
  f.state_bytes = c.plan.state_bytes;
  f.constant_bytes = c.plan.constant_bytes;
  f.values_bytes = c.plan.values_bytes;
  f.inputs = c.plan.inputs;
  f.targets = c.plan.targets;
  f.rows = rows;
  f.element = c.graph.element;
  return f;
}

}  // namespace detail
}  // namespace cortexpr
