// No include guard: included once per instruction set by kernels/cpu/isa.hpp.
//
// The formulas of the library's elementwise ops on registers. What is inlined into a version of the kernels
// has to live in it, so the text of ops/formulas.hpp is compiled here once more.

namespace cortexpr::detail::inline CORTEXPR_BUILD::CORTEXPR_LEAF {

#include <cortexpr/ops/formulas.hpp>

template <> struct Function<add_op> : Add {};
template <> struct Function<subtract_op> : Subtract {};
template <> struct Function<multiply_op> : Multiply {};
template <> struct Function<divide_op> : Divide {};
template <> struct Function<negate_op> : Negate {};
template <> struct Function<maximum_op> : Maximum {};
template <> struct Function<minimum_op> : Minimum {};
template <> struct Function<power_op> : Power {};
template <> struct Function<equal_op> : Equal {};
template <> struct Function<less_op> : Less {};
template <> struct Function<less_equal_op> : LessEqual {};
template <> struct Function<where_op> : Where {};
template <> struct Function<gate_op> : Gate {};
template <> struct Function<exp_op> : Exp {};
template <> struct Function<log_op> : Log {};
template <> struct Function<sqrt_op> : Sqrt {};
template <> struct Function<abs_op> : Abs {};
template <> struct Function<tanh_op> : Tanh {};
template <> struct Function<sigmoid_op> : Sigmoid {};
template <> struct Function<erf_op> : Erf {};
template <> struct Function<relu_op> : Relu {};
template <> struct Function<softplus_op> : Softplus {};
template <> struct Function<broadcast_op> : Identity {};

}  // namespace cortexpr::detail::inline CORTEXPR_BUILD::CORTEXPR_LEAF
