/// Two indices for three axes.
// expect: an element needs one index for each axis
// expect: Found<2, 3, 4>, 2
#include <cortexpr/tensor/tensor.hpp>

int main() {
  const cortexpr::Tensor<float, 2, 3, 4> a;
  return static_cast<int>(a(1, 2));
}
