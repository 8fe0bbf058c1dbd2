/// Everything about tensors but printing (tensor/print.hpp) and keeping large ones (tensor/heap.hpp).
#pragma once

#include <cortexpr/tensor/mismatch.hpp>  // first, see there

#include <cortexpr/tensor/fixed_tensor.hpp>
#include <cortexpr/tensor/functions.hpp>
#include <cortexpr/tensor/matmul.hpp>
#include <cortexpr/tensor/reduce.hpp>
#include <cortexpr/tensor/view.hpp>
