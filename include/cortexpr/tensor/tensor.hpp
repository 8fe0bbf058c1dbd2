/// Everything about tensors but printing (tensor/print.hpp) and keeping large ones (tensor/heap.hpp).
///
/// From the lowest file up, as compilers print the way to the file that states a broken rule.
#pragma once

#include <cortexpr/tensor/expression.hpp>

#include <cortexpr/tensor/assign.hpp>

#include <cortexpr/tensor/view.hpp>

#include <cortexpr/tensor/fixed_tensor.hpp>

#include <cortexpr/tensor/functions.hpp>
#include <cortexpr/tensor/matmul.hpp>
#include <cortexpr/tensor/reduce.hpp>
