/// A table of a network: what it is made of and how large it is.
#pragma once

#include <cortexpr/runtime/model.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace cortexpr {

namespace detail {

inline std::string text_of(const Shape& shape) { return std::string(Text<64>{}.append(shape).view()); }

/// "101,770".
inline std::string grouped(std::size_t number) {
  std::string text = std::to_string(number);
  for (std::size_t i = text.size(); i > 3; i -= 3) text.insert(i - 3, ",");
  return text;
}

class SummaryTable {
 public:
  struct Row {
    std::string position{}, operations{}, shape{};
    std::size_t parameters = 0;
  };

  /// Nodes of one layer stand beside each other.
  explicit SummaryTable(const Graph& g) {
    for (const Node& n : g.nodes) {
      const bool tensor = n.role == Role::parameter || n.role == Role::state;
      if (n.role != Role::result && n.role != Role::input && !tensor) continue;
      std::string position(g.name(n));
      if (tensor) position.resize(position.rfind('.') == position.npos ? 0 : position.rfind('.'));
      Row& row = row_of(n.role == Role::input ? "input" : position);
      if (n.role == Role::parameter) row.parameters += n.shape.size();
      if (tensor) continue;
      row.shape = text_of(n.shape) + (n.dtype == DType::i32 ? " int" : "");
      if (n.role == Role::result) add_operation(row, n.op->name);
    }
  }

  std::string text() const {
    const Row header{"layer", "operations", "output", 0};
    std::size_t a = 0, b = 0, c = 0;
    const auto widen = [&](const Row& r) {
      a = larger(a, r.position.size());
      b = larger(b, r.operations.size());
      c = larger(c, r.shape.size());
    };
    widen(header);
    for (const Row& r : rows_) widen(r);
    const auto line = [&](const Row& r, const std::string& number) {
      return padded(r.position, a) + "  " + padded(r.operations, b) + "  " + padded(r.shape, c) + "  " +
             std::string(number.size() < 12 ? 12 - number.size() : 0, ' ') + number + "\n";
    };
    std::string result = line(header, "parameters");
    result += std::string(result.size() - 1, '-') + "\n";
    for (const Row& r : rows_) result += line(r, r.parameters > 0 ? grouped(r.parameters) : "");
    return result;
  }

 private:
  static std::size_t larger(std::size_t a, std::size_t b) { return a > b ? a : b; }
  static std::string padded(std::string text, std::size_t width) {
    text.resize(larger(width, text.size()), ' ');
    return text;
  }
  Row& row_of(const std::string& position) {
    if (rows_.empty() || rows_.back().position != position) rows_.push_back({position, {}, {}, 0});
    return rows_.back();
  }
  /// The first few; a layer may have many.
  static void add_operation(Row& row, std::string_view name) {
    constexpr std::size_t longest = 32;
    if (row.operations.size() + name.size() + 2 <= longest)
      row.operations += (row.operations.empty() ? "" : ", ") + std::string(name);
    else if (row.operations.substr(row.operations.size() - 3) != "...")
      row.operations += ", ...";
  }

  std::vector<Row> rows_{};
};

}  // namespace detail

/// A line for each layer: its position (which begins the names of its parameters), its operations, the shape
/// of its output for one sample, its parameters. Below: totals, and the memory of a prediction for each row.
template <const auto& net, class Device, class T> std::string summary(const Model<net, Device, T>&) {
  using M = Model<net, Device, T>;
  if constexpr (!M::ok) return {};
  const Recording recording = detail::RecordNetwork<net, Mode::inference, 1, NoLoss, T, false>{}();
  std::size_t parameters = 0, states = 0;
  for (const Node& n : recording.graph.nodes) {
    if (n.role == Role::parameter) parameters += n.shape.size();
    if (n.role == Role::state) states += n.shape.size();
  }
  std::string text = detail::SummaryTable(recording.graph).text();
  text += "\nparameters: " + detail::grouped(parameters) + " (" + detail::grouped(parameters * sizeof(T)) +
          " bytes)\n";
  if (states > 0) text += "states: " + detail::grouped(states) + "\n";
  constexpr std::size_t workspace = M::program::frozen.workspace_bytes;
  return text + "workspace: " + detail::grouped(workspace) + " bytes per row\n";
}

}  // namespace cortexpr
