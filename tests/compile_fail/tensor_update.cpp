/// Adding to a tensor what is larger than it.
// expect: the right side must have the shape of the left one
// expect: Expected<3>
// expect: Found<2, 3>
#include <cortexpr/tensor/tensor.hpp>

int main() {
  const cortexpr::Tensor<float, 2, 3> a;
  cortexpr::Tensor<float, 3> b;
  b += a;
  return static_cast<int>(b[0]);
}
