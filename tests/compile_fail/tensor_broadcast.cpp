/// Adding tensors whose shapes do not fit together.
// expect: the shapes of two tensors do not fit together: aligned at the last axis, each pair of extents
// expect: Left<2, 3>
// expect: Right<4>
#include <cortexpr/tensor/tensor.hpp>

int main() {
  const cortexpr::Tensor<float, 2, 3> a;
  const cortexpr::Tensor<float, 4> b;
  const auto c = a + b;
  return static_cast<int>(c.size());
}
