/// What the compiler says of a misspelt option.
#pragma once

namespace cortexpr {

/// Options are aggregates with defaults, given as `dense<3>({.use_bias = false})`. What takes them also has
///
///   NoSuchOption<DenseOptions> operator()(...) const = delete;  // options: use_bias, weight, bias
///
/// which is the only overload left when a list in braces fits no option: one error, which shows that line.
template <class Options> struct NoSuchOption {};

}  // namespace cortexpr
