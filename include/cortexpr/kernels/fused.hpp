/// A fused elementwise function, written as a type so that equal functions are one kernel.
///
/// Registers are numbered: first the operands, in order, then one for the result of each step.
/// relu(acc + bias) is
///   Fused<List<Operand<Access::anchor, float>, Operand<Access::contiguous, float>>,
///         List<Step<add_op, 0, 1>, Step<relu_op, 2>>, List<Store<3, float>>>
#pragma once

#include <cstddef>

namespace cortexpr {

struct Op;

namespace detail {

/// How an operand is read along the inner (last) axis of the loop.
enum class Access : unsigned char {
  anchor,      ///< not read at all: the kernel provides it (the accumulator of a matrix product)
  contiguous,  ///< one element for each position
  uniform      ///< one element for the whole inner run
};

template <Access access_, class T> struct Operand {
  static constexpr Access access = access_;
  using type = T;
};

/// Applies `op` to earlier registers.
template <const Op& op, int... registers> struct Step {};

/// Writes a register out, contiguous along the inner axis.
template <int register_, class T> struct Store {
  static constexpr int source = register_;
  using type = T;
};

template <class... Items> struct List {
  static constexpr int size = sizeof...(Items);
};

template <class Operands_, class Steps_, class Stores_> struct Fused {
  using Operands = Operands_;
  using Steps = Steps_;
  using Stores = Stores_;
};

/// Where the operands and stores of a fused function lie in memory. Strides count elements and lead from one
/// outer index ("row") to the next; entries of `anchor` operands are unused.
template <class Code> struct FusedArgs {
  static constexpr int operands = Code::Operands::size;
  static constexpr int stores = Code::Stores::size;
  const void* load[operands > 0 ? operands : 1]{};
  std::ptrdiff_t load_stride[operands > 0 ? operands : 1]{};
  void* store[stores > 0 ? stores : 1]{};
  std::ptrdiff_t store_stride[stores > 0 ? stores : 1]{};
};

}  // namespace detail
}  // namespace cortexpr
