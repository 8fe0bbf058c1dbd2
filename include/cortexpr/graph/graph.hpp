/// The recorded network: an array of nodes in an order in which they can be computed.
#pragma once

#include <cortexpr/core/text.hpp>
#include <cortexpr/graph/node.hpp>
#include <initializer_list>
#include <string_view>
#include <vector>

namespace cortexpr {

class Value;

enum class Mode : std::uint8_t { inference, training };

/// What is wrong with a network, in the four parts of every message.
struct Complaint {
  Text<64> where{};     ///< "layer 2 (dense<128>)"
  Text<96> expected{};  ///< "a flat input [features]"
  Text<64> found{};     ///< "[28, 28, 1]"
  Text<96> remedy{};    ///< "put flatten before it"
  bool made = false;
};

/// Append-only: a node's inputs always stand before it, so the order of the array is an order of execution.
struct Graph {
  std::vector<Node> nodes;
  std::vector<int> edges;
  std::vector<char> names;
  std::vector<double> constants;
  std::vector<Graph> bodies;  ///< subgraphs owned by nodes (scan)
  std::vector<int> results;   ///< what a run has to produce
  std::vector<int> effects;   ///< assignments, in the order of recording
  Complaint complaint;
  Mode mode = Mode::inference;
  DType element = DType::f32;                  ///< the type values are computed in
  DType parameter_storage = DType::f32;        ///< the type parameters are kept in
  const void* (*part)(const void*) = nullptr;  ///< where scalars recorded now find their object

  constexpr const Node& operator[](int id) const { return nodes[static_cast<std::size_t>(id)]; }
  constexpr Node& operator[](int id) { return nodes[static_cast<std::size_t>(id)]; }
  constexpr int size() const { return static_cast<int>(nodes.size()); }
  constexpr int input(const Node& n, int i) const {
    return edges[static_cast<std::size_t>(n.first_input + i)];
  }
  constexpr std::string_view name(const Node& n) const {
    return {names.data() + n.name_begin, static_cast<std::size_t>(n.name_size)};
  }

  constexpr Value leaf(Role role, Shape shape, bool batched, DType dtype, std::string_view name = {});
  constexpr Value emit(const Op& op, Shape shape, bool batched, DType dtype,
                       std::initializer_list<Value> inputs, Attributes attributes = {});
  constexpr Value emit(const Op& op, Shape shape, bool batched, DType dtype, const std::vector<Value>& inputs,
                       Attributes attributes = {});

  /// The first complaint is kept; whatever is recorded after it does not count.
  constexpr void complain(const Complaint& c) {
    if (complaint.made) return;
    complaint = c;
    complaint.made = true;
  }

  // ---- scopes: where in the network the recording stands; they give parameters their names

  constexpr void enter(std::string_view name) {
    marks.push_back({static_cast<int>(path.size()), 0});
    for (char c : name) path.push_back(c);
    path.push_back('.');
    path_name = -1;
  }
  constexpr void enter(int position) { enter(Text<16>{}.append(position).view()); }
  constexpr void enter_next() { enter(marks.empty() ? root_children++ : marks.back().children++); }
  /// A scope named from the top, wherever the recording stands.
  constexpr void enter_root(std::string_view name) {
    outer.push_back(path);
    path.clear();
    enter(name);
    marks.back().begin = -1;
  }
  constexpr void leave() {
    const int begin = marks.back().begin;
    marks.pop_back();
    path_name = -1;
    if (begin < 0) {
      path = outer.back();
      outer.pop_back();
      return;
    }
    path.resize(static_cast<std::size_t>(begin), '\0');
  }
  /// "3.1" inside the second layer of the fourth; empty at the top.
  constexpr std::string_view position() const { return {path.data(), path.empty() ? 0 : path.size() - 1}; }
  /// Names a result after the layer that records it.
  constexpr void name_after_layer(Node& n) {
    if (path_name < 0) {
      path_name = static_cast<int>(names.size());
      for (char c : position()) names.push_back(c);
    }
    n.name_begin = path_name;
    n.name_size = static_cast<int>(position().size());
  }
  /// Whether a parameter of a known name is the one recorded before (weights shared on purpose).
  bool sharing = false;

 private:
  struct Mark {
    int begin;     // where this scope's part of the path begins
    int children;  // how many layers were applied in it so far
  };
  std::vector<char> path;
  std::vector<Mark> marks;
  std::vector<std::vector<char>> outer;
  int root_children = 0;
  int path_name = -1;  // where `names` has the present path; -1: nowhere yet

  constexpr void put_name(Node& n, std::string_view name);
  constexpr int find_named(Role role, std::string_view full) const;
};

}  // namespace cortexpr
