/// A pass: decides where every value lies. Values that live at different times share memory; values that
/// never leave a group's registers need none.
#pragma once

#include <cortexpr/graph/fuse.hpp>
#include <cortexpr/graph/graph.hpp>
#include <vector>

namespace cortexpr {

enum class Memory : std::uint8_t {
  none,        ///< in registers only
  workspace,   ///< the arena of a run
  parameters,  ///< the model's parameters
  states,      ///< the model's states
  input,       ///< given by the caller; offset is the number of the input
  target,      ///< given by the caller; offset is the number of the target
  constants,   ///< read-only numbers of the program
  gradients    ///< the arena of gradients, laid out like the parameters
};

struct Place {
  Memory memory = Memory::none;
  int root = -1;           ///< the node whose memory this is; another one for views
  std::size_t offset = 0;  ///< bytes, but for inputs and targets
};

inline constexpr std::size_t alignment = 64;
constexpr std::size_t aligned(std::size_t bytes) { return (bytes + alignment - 1) / alignment * alignment; }

struct Plan {
  std::vector<Place> places;  ///< one for each node
  std::size_t workspace_bytes = 0, parameter_bytes = 0, state_bytes = 0, constant_bytes = 0;
  std::size_t values_bytes = 0;  ///< what the workspace would be if nothing shared memory
  int inputs = 0, targets = 0;
};

namespace detail {

class Planner {
 public:
  constexpr Planner(const Graph& g, const Schedule& s, int rows, const std::vector<int>& gradients)
      : g_(g),
        s_(s),
        rows_(static_cast<std::size_t>(rows)),
        gradients_(gradients) {}

  constexpr Plan run() {
    place_leaves_and_views();
    find_lifetimes();
    place_gradients();
    for (std::size_t k = 0; k < s_.groups.size(); ++k) place_group(static_cast<int>(k));
    return plan_;
  }

 private:
  struct Block {
    std::size_t begin, end;
    int last;  // the last group that reads it
  };

  constexpr Place& place(int id) { return plan_.places[static_cast<std::size_t>(id)]; }
  constexpr int& last_use(int id) { return last_use_[static_cast<std::size_t>(place(id).root)]; }
  constexpr std::size_t bytes(const Node& n) const {
    return aligned(n.shape.size() * size_of(n.dtype) * (n.batched ? rows_ : 1));
  }

  constexpr void place_leaves_and_views() {
    plan_.places.resize(g_.nodes.size());
    for (int i = 0; i < g_.size(); ++i) {
      const Node& n = g_[i];
      place(i).root = n.op->kind == OpKind::view ? place(g_.input(n, 0)).root : i;
      if (n.op->kind == OpKind::view) continue;
      switch (n.role) {
        case Role::parameter:
          put(i, Memory::parameters, plan_.parameter_bytes);
          break;
        case Role::state:
          put(i, Memory::states, plan_.state_bytes);
          break;
        case Role::constant:
          put(i, Memory::constants, plan_.constant_bytes);
          break;
        case Role::input:
          place(i) = {Memory::input, i, static_cast<std::size_t>(plan_.inputs++)};
          break;
        case Role::target:
          place(i) = {Memory::target, i, static_cast<std::size_t>(plan_.targets++)};
          break;
        case Role::scalar:
        case Role::rows:
          put(i, Memory::workspace, plan_.workspace_bytes);
          break;
        case Role::result:
          break;
      }
    }
    // Scalars are written before the first group and may be read by the last.
    blocks_.push_back({0, plan_.workspace_bytes, static_cast<int>(s_.groups.size())});
    plan_.values_bytes = plan_.workspace_bytes;
  }

  constexpr void put(int id, Memory memory, std::size_t& total) {
    place(id) = {memory, id, total};
    total += bytes(g_[id]);
  }

  /// When each root is read last; -1 where nobody outside of its group reads it.
  constexpr void find_lifetimes() {
    last_use_.resize(g_.nodes.size(), -1);
    for (int i = 0; i < g_.size(); ++i) {
      const Node& n = g_[i];
      if (n.op->kind == OpKind::view || n.op->kind == OpKind::leaf) continue;
      const int reader = s_.group_of[static_cast<std::size_t>(i)];
      for (int k = 0; k < n.input_count; ++k) {
        const int from = g_.input(n, k);
        const bool in_registers =
            g_[from].op->kind != OpKind::view && s_.group_of[static_cast<std::size_t>(from)] == reader;
        if (!in_registers && last_use(from) < reader) last_use(from) = reader;
      }
    }
    for (int id : g_.results) last_use(id) = static_cast<int>(s_.groups.size());
  }

  /// Gradients that a later pass over all parameters reads lie as the parameters do.
  constexpr void place_gradients() {
    int parameter = 0;
    for (int i = 0; i < g_.size() && parameter < static_cast<int>(gradients_.size()); ++i) {
      if (g_[i].role != Role::parameter) continue;
      const int id = gradients_[static_cast<std::size_t>(parameter++)];
      if (id >= 0) place(id) = {Memory::gradients, id, place(i).offset};
    }
  }

  constexpr void place_group(int k) {
    const Group& group = s_.groups[static_cast<std::size_t>(k)];
    release(k);
    if (group.anchor >= 0) place_value(group.anchor, k, group);
    for (int m = group.first; m < group.first + group.count; ++m) {
      const int id = s_.members[static_cast<std::size_t>(m)];
      if (is_assignment(g_[id]))
        place(id) = place(g_[id].attributes[0]);
      else
        place_value(id, k, group);
    }
  }

  constexpr void place_value(int id, int k, const Group& group) {
    const auto at = static_cast<std::size_t>(id);
    // The result of a kernel without an epilogue is written in any case.
    const bool forced = group.anchor == id && !g_[id].op->takes_epilogue;
    if (place(id).memory != Memory::none || (last_use_[at] < 0 && !forced)) return;
    const std::size_t size = bytes(g_[id]);
    const int last = last_use_[at] < k ? k : last_use_[at];
    plan_.values_bytes += size;
    if (reuse_operand(id, k, last, group)) return;
    std::size_t begin = 0, i = 0;
    for (; i < blocks_.size() && blocks_[i].begin < begin + size; ++i)
      begin = blocks_[i].end > begin ? blocks_[i].end : begin;
    blocks_.insert(blocks_.begin() + static_cast<std::ptrdiff_t>(i), Block{begin, begin + size, last});
    place(id) = {Memory::workspace, id, begin};
    if (begin + size > plan_.workspace_bytes) plan_.workspace_bytes = begin + size;
  }

  /// In place: an elementwise result takes over an operand of its size that dies in this group, if every
  /// position is read before it is written and by nobody else.
  constexpr bool reuse_operand(int id, int k, int last, const Group& group) {
    const Node& n = g_[id];
    if (n.op->kind != OpKind::elementwise) return false;
    for (int i = 0; i < n.input_count; ++i) {
      const int from = g_.input(n, i);
      const Place& p = place(from);
      const bool full =
          g_[from].shape == n.shape && g_[from].batched == n.batched && g_[from].dtype == n.dtype;
      if (p.memory != Memory::workspace || p.root != from || !full ||
          last_use_[static_cast<std::size_t>(from)] != k ||
          s_.group_of[static_cast<std::size_t>(from)] == k || read_unevenly(from, group))
        continue;
      for (Block& b : blocks_)
        if (b.begin == p.offset && b.last == k) {
          b.last = last;
          place(id) = {Memory::workspace, id, p.offset};
          last_use_[static_cast<std::size_t>(from)] = k - 1;  // taken: nobody else may take it
          return true;
        }
    }
    return false;
  }

  /// Whether the group reads `id` other than position by position: by its anchor, through a view, or
  /// broadcast.
  constexpr bool read_unevenly(int id, const Group& group) const {
    if (group.anchor >= 0)
      for (int i = 0; i < g_[group.anchor].input_count; ++i)
        if (plan_.places[static_cast<std::size_t>(g_.input(g_[group.anchor], i))].root == id) return true;
    for (int m = group.first; m < group.first + group.count; ++m) {
      const Node& n = g_[s_.members[static_cast<std::size_t>(m)]];
      for (int i = 0; i < n.input_count; ++i) {
        const int from = g_.input(n, i);
        if (plan_.places[static_cast<std::size_t>(from)].root == id && from != id) return true;
      }
    }
    return false;
  }

  constexpr void release(int k) {
    std::size_t kept = 0;
    for (std::size_t i = 0; i < blocks_.size(); ++i)
      if (blocks_[i].last >= k) blocks_[kept++] = blocks_[i];
    blocks_.resize(kept, Block{});
  }

  const Graph& g_;
  const Schedule& s_;
  std::size_t rows_;
  const std::vector<int>& gradients_;
  Plan plan_;
  std::vector<int> last_use_;
  std::vector<Block> blocks_;  // what is in use, by address
};

}  // namespace detail

/// `rows` is the capacity of the batch. `gradients`: for each parameter in order, the node that is to be
/// placed in the gradient arena, or -1.
constexpr Plan plan(const Graph& g, const Schedule& s, int rows, const std::vector<int>& gradients = {}) {
  return detail::Planner(g, s, rows, gradients).run();
}

}  // namespace cortexpr
