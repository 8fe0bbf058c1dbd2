/// What an operation is: a constexpr object with a name, a kind, a gradient rule and a reference meaning.
///
/// The function that records an op (`Value matmul(Value, Value)`) checks its inputs and states the shape of
/// the result; it lives beside the op object in ops/. There is no list of ops: a user's header adds one the
/// same way.
#pragma once

#include <cstdint>
#include <string_view>

namespace cortexpr {

class Backward;
template <class T> struct ReferenceCall;

enum class OpKind : std::uint8_t {
  leaf,         ///< not computed: an input, a parameter, a state, a constant
  elementwise,  ///< each element of the result from the elements of the (broadcast) inputs at the same place
  view,         ///< the same bytes under another shape
  loop,         ///< runs the graph it owns once for each element of a sequence; what it makes are its outputs
  loop_output,  ///< one of the tensors that a loop makes
  general       ///< anything else; a kernel of its own
};

/// The scalar and plain meaning of an op, in both precisions; usable in constant expressions.
struct Reference {
  void (*single)(const ReferenceCall<float>&) = nullptr;
  void (*twice)(const ReferenceCall<double>&) = nullptr;
};

struct Op {
  std::string_view name;
  OpKind kind = OpKind::general;
  /// Records the gradients of the inputs. nullptr: asking for a gradient through this op is an error.
  void (*gradient)(Backward&) = nullptr;
  Reference reference{};
  /// The result does not depend on the inputs alone (randomness, assignment): never merged with an equal
  /// node.
  bool distinct = false;
  /// Elementwise nodes that follow can ride on its result as it is made (the epilogue of a product).
  bool takes_epilogue = false;
  /// What ONNX calls it; empty where ONNX has no such operator.
  std::string_view onnx{};
};

/// Whether two ops are the same. By name: addresses of objects in headers cannot be compared in constant
/// evaluation by every compiler in every mode (g++ with sanitizers), and a name has to tell ops apart for
/// people too.
constexpr bool same_op(const Op& a, const Op& b) { return a.kind == b.kind && a.name == b.name; }

/// The gradient rule of an op that is constant almost everywhere (comparisons, argmax, one_hot).
constexpr void no_gradient(Backward&) {}

/// A reference from a type with a template `run(const ReferenceCall<T>&)`.
template <class R> constexpr Reference reference_of() {
  return {&R::template run<float>, &R::template run<double>};
}

/// The one dispatch point: how `op` runs on `Device`. Specialised beside each op and in kernels/.
template <const Op& op, class Device> struct Kernel;

}  // namespace cortexpr
