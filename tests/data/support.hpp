/// Small tensors for tests of data sets.
#pragma once

#include <cortexpr/tensor/tensor.hpp>

#include "../io/support.hpp"

namespace test {

using Pair = cortexpr::Tensor<float, 2>;

inline Pair pair(float a, float b) {
  Pair p{};
  p.data()[0] = a;
  p.data()[1] = b;
  return p;
}

}  // namespace test
