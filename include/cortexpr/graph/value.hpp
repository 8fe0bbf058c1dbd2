/// A handle to a node of the graph that is being recorded: what layers take and return.
#pragma once

#include <cortexpr/graph/graph.hpp>

namespace cortexpr {

namespace detail {
template <class Member> struct MemberOwner;
template <class Class, class Type> struct MemberOwner<Type Class::*> {
  using type = Class;
};
}  // namespace detail

/// Copying a Value copies the handle. Shapes never include the batch.
class Value {
 public:
  explicit constexpr Value(Graph& graph, int id) : graph_(&graph), id_(id) {}

  constexpr Graph& graph() const { return *graph_; }
  constexpr int id() const { return id_; }
  constexpr const Node& node() const { return (*graph_)[id_]; }
  constexpr Shape shape() const { return node().shape; }
  constexpr int rank() const { return node().shape.rank; }
  constexpr int last() const { return node().shape.last(); }
  constexpr bool batched() const { return node().batched; }
  constexpr DType dtype() const { return node().dtype; }
  constexpr bool is_training() const { return graph_->mode == Mode::training; }
  constexpr Value operator[](int input) const { return Value(*graph_, graph_->input(node(), input)); }

  /// A learned tensor of the layer being recorded. Twice the same name in one layer makes two parameters
  /// (`weight`, `weight_2`), unless the layer is `shared`.
  constexpr Value parameter(std::string_view name, Shape shape, Initial initial) const;
  /// The same, beginning as `glorot_uniform` (or at zero where the shape has one axis only).
  constexpr Value parameter(std::string_view name, Shape shape) const;

  /// A tensor that steps read and `assign`; kept in the model beside the parameters.
  constexpr Value state(std::string_view name, Shape shape, float initial = 0) const;

  /// A tensor of the given elements, known while compiling.
  template <class T> constexpr Value constant(Shape shape, const T* elements) const;
  /// A tensor whose elements are all `value`.
  constexpr Value constant(double value, Shape shape = {}) const;

  /// A number of the loss or optimizer object, read at run time when a step begins:
  /// `y.scalar<&CrossEntropy::label_smoothing>()`.
  template <auto member> constexpr Value scalar() const;

  /// The number of rows in use, as a scalar Value.
  constexpr Value rows() const;

  /// Rejects the network: `who` is the layer in words, the rest what it expected, found, and what to do.
  /// Returns some Value, so that recording can go on to its end.
  constexpr Value fail(std::string_view who, std::string_view expected, std::string_view found,
                       std::string_view remedy) const;

 private:
  Graph* graph_;
  int id_;
};

// ---- recording

constexpr void Graph::put_name(Node& n, std::string_view name) {
  n.name_begin = static_cast<int>(names.size());
  for (char c : path) names.push_back(c);
  for (char c : name) names.push_back(c);
  n.name_size = static_cast<int>(names.size()) - n.name_begin;
}

constexpr int Graph::find_named(Role role, std::string_view full) const {
  for (int i = 0; i < size(); ++i)
    if ((*this)[i].role == role && name((*this)[i]) == full) return i;
  return -1;
}

constexpr Value Graph::leaf(Role role, Shape shape, bool batched, DType dtype, std::string_view name) {
  Node n;
  n.role = role;
  n.shape = shape;
  n.batched = batched;
  n.dtype = dtype;
  if (!name.empty()) {
    put_name(n, name);
    const bool named = role == Role::parameter || role == Role::state;
    const int before = named ? find_named(role, this->name(n)) : -1;
    if (before >= 0 && sharing && (*this)[before].shape == shape) return Value(*this, before);
    if (before >= 0) {
      names.resize(static_cast<std::size_t>(n.name_begin), '\0');
      for (int i = 2;; ++i) {
        put_name(n, Text<64>{}.append(name).append("_").append(i).view());
        if (find_named(role, this->name(n)) < 0) break;
        names.resize(static_cast<std::size_t>(n.name_begin), '\0');
      }
    }
  }
  nodes.push_back(n);
  return Value(*this, size() - 1);
}

namespace detail {
/// Recording goes on after a complaint, on a value that fits anything little.
constexpr Value any_value(Graph& g) {
  if (g.nodes.empty()) g.nodes.push_back(Node{});
  return Value(g, 0);
}

template <class Inputs> constexpr Value emit(Graph& g, const Op& op, Shape shape, bool batched, DType dtype,
                                             const Inputs& inputs, Attributes attributes) {
  for (const Value& v : inputs)
    if (v.shape().rank < 0)
      return v.fail(op.name, "an input of known shape", "a network that does not state it",
                    "begin the network with input<...>");
  if (g.complaint.made) return any_value(g);
  Node n;
  n.op = &op;
  n.shape = shape;
  n.batched = batched;
  n.dtype = dtype;
  n.attributes = attributes;
  n.first_input = static_cast<int>(g.edges.size());
  for (const Value& v : inputs) g.edges.push_back(v.id());
  n.input_count = static_cast<int>(g.edges.size()) - n.first_input;
  g.name_after_layer(n);
  g.nodes.push_back(n);
  return Value(g, g.size() - 1);
}
}  // namespace detail

constexpr Value Graph::emit(const Op& op, Shape shape, bool batched, DType dtype,
                            std::initializer_list<Value> inputs, Attributes attributes) {
  return detail::emit(*this, op, shape, batched, dtype, inputs, attributes);
}
constexpr Value Graph::emit(const Op& op, Shape shape, bool batched, DType dtype,
                            const std::vector<Value>& inputs, Attributes attributes) {
  return detail::emit(*this, op, shape, batched, dtype, inputs, attributes);
}

constexpr Value Value::parameter(std::string_view name, Shape shape, Initial initial) const {
  Value p = graph_->leaf(Role::parameter, shape, false, graph_->parameter_storage, name);
  (*graph_)[p.id()].initial = initial;
  return p;
}

constexpr Value Value::state(std::string_view name, Shape shape, float initial) const {
  Value s = graph_->leaf(Role::state, shape, false, graph_->element, name);
  (*graph_)[s.id()].initial = {.a = initial};
  return s;
}

template <class T> constexpr Value Value::constant(Shape shape, const T* elements) const {
  Value c = graph_->leaf(Role::constant, shape, false, graph_->element);
  (*graph_)[c.id()].constant_begin = static_cast<int>(graph_->constants.size());
  for (std::size_t i = 0; i < shape.size(); ++i)
    graph_->constants.push_back(static_cast<double>(elements[i]));
  return c;
}

constexpr Value Value::constant(double value, Shape shape) const {
  Value c = graph_->leaf(Role::constant, shape, false, graph_->element);
  (*graph_)[c.id()].constant_value = value;
  return c;
}

template <auto member> constexpr Value Value::scalar() const {
  using Owner = typename detail::MemberOwner<decltype(member)>::type;
  Value s = graph_->leaf(Role::scalar, {}, false, graph_->element);
  Node& n = (*graph_)[s.id()];
  n.read = +[](const void* owner) -> float { return static_cast<const Owner*>(owner)->*member; };
  n.part = graph_->part;
  return s;
}

constexpr Value Value::rows() const { return graph_->leaf(Role::rows, {}, false, graph_->element); }

constexpr Value Value::fail(std::string_view who, std::string_view expected, std::string_view found,
                            std::string_view remedy) const {
  Complaint c;
  if (!graph_->position().empty())
    c.where.append("layer ").append(graph_->position()).append(" (").append(who).append(")");
  else
    c.where.append(who);
  if (shape().rank < 0) {
    expected = "an input of known shape";
    found = "a network that does not state it";
    remedy = "begin the network with input<...>";
  }
  c.expected.append(expected);
  c.found.append(found);
  c.remedy.append(remedy);
  graph_->complain(c);
  return detail::any_value(*graph_);
}

}  // namespace cortexpr
