/// Making a tensor from one of another shape.
// expect: a tensor of this shape cannot be assigned
// expect: Expected<2, 2>
// expect: Found<3>
#include <cortexpr/tensor/tensor.hpp>

int main() {
  const cortexpr::Tensor<float, 3> a;
  const cortexpr::Tensor<float, 2, 2> b = a + a;
  return static_cast<int>(b[0]);
}
