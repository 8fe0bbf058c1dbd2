/// One recorded operation or leaf: everything the passes know about a value.
#pragma once

#include <cortexpr/core/dtype.hpp>
#include <cortexpr/core/shape.hpp>
#include <cortexpr/graph/op.hpp>

namespace cortexpr {

enum class Role : std::uint8_t {
  result,     ///< computed by its op
  input,      ///< given by the caller, a batch at a time
  target,     ///< what the loss compares with, a batch at a time
  parameter,  ///< learned; lives in the model
  state,      ///< read and assigned by a step; lives in the model
  constant,   ///< known while compiling
  scalar,     ///< a number of the loss or optimizer object, read when a step begins
  rows        ///< the number of rows of the batch that is being run
};

/// How a parameter or state begins: `constant` at a; `normal` with mean a, deviation b; `uniform` in [a, b).
struct Initial {
  enum class Kind : std::uint8_t { constant, normal, uniform } kind = Kind::constant;
  float a = 0, b = 0;
};

inline constexpr Op leaf_op{"leaf", OpKind::leaf};

/// Stores its input in the state that attributes[0] names, at the end of the step. A node like any other, but
/// one that the passes have to know: it is the only one with an effect. Recorded by ops/assign.hpp.
inline constexpr Op assign_op{.name = "assign", .kind = OpKind::elementwise, .distinct = true};

/// Another node with the same elements, made by the compiler where a value needs a place of its own.
inline constexpr Op copy_op{.name = "copy", .kind = OpKind::elementwise};

/// The integers that say which variant of its op a node is (strides, axes, flags); each op documents its own.
struct Attributes {
  int value[8]{};
  constexpr int operator[](int i) const { return value[i]; }
  constexpr int& operator[](int i) { return value[i]; }
  constexpr bool operator==(const Attributes&) const = default;
};

struct Node {
  const Op* op = &leaf_op;
  Role role = Role::result;
  DType dtype = DType::f32;
  bool batched = false;  ///< one slab of `shape` for each row of the batch
  Shape shape{};
  int first_input = 0, input_count = 0;  ///< a range of Graph::edges
  Attributes attributes{};
  int name_begin = 0, name_size = 0;  ///< a range of Graph::names: "3.weight"; for results the layer's path
  int constant_begin = -1;            ///< constants: the first element in Graph::constants, if not all equal
  double constant_value = 0;          ///< constants: the value of every element, where all are equal
  Initial initial{};                  ///< parameters and states
  float (*read)(const void*) = nullptr;        ///< scalars: reads the number from its object
  const void* (*part)(const void*) = nullptr;  ///< scalars: leads from the whole optimizer to that object
  int body = -1;                               ///< which of Graph::bodies this node owns
};

/// The attributes of a loop (ops/scan.hpp). Its inputs are the first carries, the sequences, then what it
/// captures; its body has a leaf for each, and results for the next carries, then for further outputs.
struct LoopSizes {
  int carries, sequences, length, outputs;
  bool reversed;
  explicit constexpr LoopSizes(const Attributes& a)
      : carries(a[0]),
        sequences(a[1]),
        length(a[2]),
        outputs(a[4]),
        reversed(a[3] != 0) {}
};

namespace detail {
/// Whether a node is a copy (copy_op).
constexpr bool is_copy(const Node& n) { return same_op(*n.op, copy_op); }
constexpr bool is_assignment(const Node& n) { return same_op(*n.op, assign_op); }
}  // namespace detail

}  // namespace cortexpr
