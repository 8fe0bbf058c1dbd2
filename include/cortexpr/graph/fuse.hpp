/// A pass: puts the nodes of a graph into groups, each of which one kernel computes in one sweep.
///
/// A group is an anchor (an op with a kernel of its own) and the elementwise nodes that ride on its result
/// while it is still in registers, or elementwise nodes alone. Groups are in an order of execution. A node
/// joins the group in which its last input is made, or a later one that runs over the same shape; where none
/// fits it begins one.
#pragma once

#include <cortexpr/graph/graph.hpp>
#include <vector>

namespace cortexpr {

struct Group {
  int anchor = -1;  ///< the node with a kernel of its own; -1: elementwise nodes alone
  int first = 0;    ///< a range of Schedule::members: the elementwise nodes, in order
  int count = 0;
  Shape shape{};  ///< what the group runs over
  bool batched = false;
};

struct Schedule {
  std::vector<Group> groups;
  std::vector<int> members;
  std::vector<int> group_of;  ///< for every node; -1 for leaves, the group of the input for views
};

namespace detail {

/// How an operand of a group is laid out against the group's shape, for kernels that see it as rows of the
/// last axis. `general`: not expressible that way.
enum class Layout : unsigned char { full, row, column, single, general };

constexpr Layout layout_of(const Node& operand, const Shape& shape, bool batched) {
  if (operand.shape == shape && operand.batched == batched) return Layout::full;
  if (operand.shape.size() == 1 && !operand.batched) return Layout::single;
  if (!operand.batched && static_cast<int>(operand.shape.size()) == shape.last() &&
      operand.shape.last() == shape.last())
    return Layout::row;
  Shape column = shape;
  if (column.rank > 0) column[column.rank - 1] = 1;
  if (operand.shape == column && operand.batched == batched) return Layout::column;
  return Layout::general;
}

class Fuser {
 public:
  constexpr explicit Fuser(const Graph& g) : g_(g) {
    s_.group_of.resize(g.nodes.size(), -1);
    available_.resize(g.nodes.size(), -1);
    next_.resize(g.nodes.size(), -1);
  }

  constexpr Schedule run() {
    for (int i = 0; i < g_.size(); ++i)
      if (!is_assignment(g_[i])) place(i);
    find_readers();
    for (int id : g_.effects) place_assignment(id);
    return collect();
  }

 private:
  // The first group in which `id` can be read; a member's value can be read in its own group.
  constexpr int& available(int id) { return available_[static_cast<std::size_t>(id)]; }
  constexpr int& group_of(int id) { return s_.group_of[static_cast<std::size_t>(id)]; }
  constexpr int groups() const { return static_cast<int>(s_.groups.size()); }

  constexpr void place(int id) {
    const Node& n = g_[id];
    int ready = -1;
    for (int k = 0; k < n.input_count; ++k) {
      const int a = available(g_.input(n, k));
      if (a > ready) ready = a;
    }
    if (n.op->kind == OpKind::leaf) return;
    if (n.op->kind == OpKind::view) {
      const int from = g_.input(n, 0);
      group_of(id) = group_of(from);
      // Through a view the elements have other places: it can be read when its source is finished.
      available(id) = group_of(from) < 0 ? -1 : group_of(from) + 1;
      return;
    }
    if (n.op->kind == OpKind::loop_output) {  // made by its loop, read when that has finished
      join(id, group_of(g_.input(n, 0)));
      available(id) = group_of(id) + 1;
      return;
    }
    if (n.op->kind == OpKind::elementwise) {
      const int found = find_group(n, ready < 0 ? 0 : ready);
      join(id, found >= 0 ? found : begin_group(-1, n));
    } else {
      // Inputs of a kernel must be finished, not merely in registers.
      const int group = begin_group(id, n);
      group_of(id) = group;
      available(id) = n.op->takes_epilogue ? group : group + 1;
    }
  }

  /// An open group from `ready` on that runs over this node's shape and can read its operands.
  constexpr int find_group(const Node& n, int ready) const {
    for (int k = ready, tries = 0; k < groups() && tries < 12; ++k, ++tries) {
      const Group& group = s_.groups[static_cast<std::size_t>(k)];
      if (!(group.shape == n.shape) || group.batched != n.batched) continue;
      if (group.anchor < 0) return k;
      if (!g_[group.anchor].op->takes_epilogue || g_[group.anchor].dtype != n.dtype) continue;
      bool fits = true;
      for (int i = 0; i < n.input_count; ++i)
        fits = fits && layout_of(g_[g_.input(n, i)], n.shape, n.batched) != Layout::general;
      if (fits) return k;
    }
    return -1;
  }

  constexpr int begin_group(int anchor, const Node& n) {
    s_.groups.push_back({.anchor = anchor, .shape = n.shape, .batched = n.batched});
    last_member_.push_back(-1);
    first_member_.push_back(-1);
    return groups() - 1;
  }

  constexpr void join(int id, int group) {
    const auto at = static_cast<std::size_t>(group);
    group_of(id) = available(id) = group;
    if (last_member_[at] < 0)
      first_member_[at] = id;
    else
      next_[static_cast<std::size_t>(last_member_[at])] = id;
    last_member_[at] = id;
    ++s_.groups[at].count;
  }

  /// Which group reads each leaf last, and whether as an input of its anchor.
  constexpr void find_readers() {
    last_reader_.resize(g_.nodes.size(), -1);
    read_by_anchor_.resize(g_.nodes.size(), 0);
    for (int i = 0; i < g_.size(); ++i) {
      if (is_assignment(g_[i])) continue;
      const bool view = g_[i].op->kind == OpKind::view;
      const int reader = view ? groups() : group_of(i);
      for (int k = 0; k < g_[i].input_count; ++k) {
        const auto leaf = static_cast<std::size_t>(g_.input(g_[i], k));
        if (reader < last_reader_[leaf]) continue;
        last_reader_[leaf] = reader;
        read_by_anchor_[leaf] = !view && s_.groups[static_cast<std::size_t>(reader)].anchor == i;
      }
    }
  }

  /// An assignment stores where its value is made, if by then nobody needs the old value any more.
  constexpr void place_assignment(int id) {
    const Node& n = g_[id];
    const auto state = static_cast<std::size_t>(n.attributes[0]);
    const int value = g_.input(n, 0), made = group_of(value);
    const Op& op = *g_[value].op;
    const bool in_registers = op.kind == OpKind::elementwise || op.takes_epilogue;
    const bool old_value_read =
        made < last_reader_[state] || (made == last_reader_[state] && read_by_anchor_[state]);
    const bool in_place = made >= 0 && in_registers && !old_value_read &&
                          s_.groups[static_cast<std::size_t>(made)].shape == n.shape;
    join(id, in_place ? made : begin_group(-1, n));
  }

  constexpr Schedule collect() {
    for (std::size_t k = 0; k < s_.groups.size(); ++k) {
      s_.groups[k].first = static_cast<int>(s_.members.size());
      for (int id = first_member_[k]; id >= 0; id = next_[static_cast<std::size_t>(id)])
        s_.members.push_back(id);
    }
    return s_;
  }

  const Graph& g_;
  Schedule s_;
  std::vector<int> available_, next_;
  std::vector<int> first_member_, last_member_;
  std::vector<int> last_reader_;
  std::vector<char> read_by_anchor_;
};

}  // namespace detail

constexpr Schedule fuse(const Graph& g) { return detail::Fuser(g).run(); }

}  // namespace cortexpr
