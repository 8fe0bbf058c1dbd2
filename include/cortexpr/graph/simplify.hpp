/// A pass: drops what nobody needs and computes equal things once.
#pragma once

#include <cortexpr/graph/graph.hpp>
#include <cortexpr/graph/value.hpp>
#include <vector>

namespace cortexpr {

namespace detail {

/// Which nodes a run needs: everything that a result or an assignment depends on. Leaves that callers or
/// models own always stay, so that their order does not depend on what is done with them.
constexpr std::vector<char> live_nodes(const Graph& g) {
  std::vector<char> live(g.nodes.size(), 0);
  for (int id : g.results) live[static_cast<std::size_t>(id)] = 1;
  for (int id : g.effects) live[static_cast<std::size_t>(id)] = 1;
  for (int i = g.size() - 1; i >= 0; --i) {
    const Node& n = g[i];
    const Role r = n.role;
    if (r == Role::input || r == Role::target || r == Role::parameter || r == Role::state)
      live[static_cast<std::size_t>(i)] = 1;
    if (!live[static_cast<std::size_t>(i)]) continue;
    for (int k = 0; k < n.input_count; ++k) live[static_cast<std::size_t>(g.input(n, k))] = 1;
    if (is_assignment(n)) live[static_cast<std::size_t>(n.attributes[0])] = 1;
  }
  return live;
}

constexpr bool may_merge(const Node& n) {
  return !n.op->distinct && n.constant_begin < 0 && n.body < 0 &&
         (n.role == Role::result || n.role == Role::constant || n.role == Role::scalar ||
          n.role == Role::rows);
}

/// Finds equal nodes by hash: an open table of node ids.
class NodeTable {
 public:
  explicit constexpr NodeTable(std::size_t nodes) {
    std::size_t n = 16;
    while (n < 2 * nodes) n *= 2;
    slots_.resize(n, -1);
  }
  /// The id of a node equal to `n`, or -1 after remembering `id` for it.
  constexpr int find_or_insert(const Graph& g, const Node& n, int id) {
    std::size_t at = hash(g, n) & (slots_.size() - 1);
    for (; slots_[at] >= 0; at = (at + 1) & (slots_.size() - 1))
      if (equal(g, g[slots_[at]], n)) return slots_[at];
    slots_[at] = id;
    return -1;
  }

 private:
  static constexpr std::size_t hash(const Graph& g, const Node& n) {
    std::size_t h = static_cast<std::size_t>(n.role) * 31 + n.op->name.size() * 7 + n.shape.size();
    for (int k = 0; k < n.input_count; ++k) h = h * 1000003 + static_cast<std::size_t>(g.input(n, k));
    return (h + static_cast<std::size_t>(n.attributes[0]) * 17) * 0x9E3779B97F4A7C15u >> 20;
  }
  static constexpr bool equal(const Graph& g, const Node& a, const Node& b) {
    if (!same_op(*a.op, *b.op) || a.role != b.role || a.input_count != b.input_count ||
        a.batched != b.batched || a.dtype != b.dtype || a.constant_value != b.constant_value ||
        a.read != b.read || a.part != b.part || !(a.shape == b.shape) || !(a.attributes == b.attributes))
      return false;
    for (int k = 0; k < a.input_count; ++k)
      if (g.input(a, k) != g.input(b, k)) return false;
    return true;
  }
  std::vector<int> slots_;
};

}  // namespace detail

/// The same graph without dead nodes and duplicates. Whoever used the result of an assignment uses the
/// assigned value instead: the assignment itself only stores.
constexpr Graph simplify(const Graph& from) {
  const std::vector<char> live = detail::live_nodes(from);
  Graph to;
  to.names = from.names;
  to.constants = from.constants;
  to.bodies = from.bodies;
  to.complaint = from.complaint;
  to.mode = from.mode;
  to.element = from.element;
  to.parameter_storage = from.parameter_storage;
  to.nodes.reserve(from.nodes.size());
  to.edges.reserve(from.edges.size());
  std::vector<int> place(from.nodes.size(), -1);  // where a node went, as its own id
  std::vector<int> value(from.nodes.size(), -1);  // what its users read
  detail::NodeTable table(from.nodes.size());
  for (int i = 0; i < from.size(); ++i) {
    const auto at = static_cast<std::size_t>(i);
    if (!live[at]) continue;
    Node n = from[i];
    n.first_input = static_cast<int>(to.edges.size());
    for (int k = 0; k < n.input_count; ++k)
      to.edges.push_back(value[static_cast<std::size_t>(from.input(from[i], k))]);
    if (detail::is_assignment(n)) n.attributes[0] = place[static_cast<std::size_t>(n.attributes[0])];
    const int equal = detail::may_merge(n) ? table.find_or_insert(to, n, to.size()) : -1;
    if (equal >= 0)
      to.edges.resize(static_cast<std::size_t>(n.first_input), 0);
    else
      to.nodes.push_back(n);
    place[at] = equal >= 0 ? equal : to.size() - 1;
    value[at] = detail::is_assignment(n) ? to.input(n, 0) : place[at];
  }
  for (int id : from.results) to.results.push_back(value[static_cast<std::size_t>(id)]);
  for (int id : from.effects) to.effects.push_back(place[static_cast<std::size_t>(id)]);
  return to;
}

}  // namespace cortexpr
