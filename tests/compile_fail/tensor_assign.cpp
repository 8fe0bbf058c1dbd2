/// Assigning an expression to a tensor of another shape.
// expect: a tensor of this shape cannot be assigned
// expect: Expected<3>
// expect: Found<2, 3>
#include <cortexpr/tensor/tensor.hpp>

int main() {
  const cortexpr::Tensor<float, 2, 3> a;
  cortexpr::Tensor<float, 3> b;
  b = a * 2;
  return static_cast<int>(b[0]);
}
