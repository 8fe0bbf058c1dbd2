/// A reshape that changes the number of elements.
// expect: reshape keeps the number of elements
// expect: Expected<2, 3>
// expect: Found<4, 2>
#include <cortexpr/tensor/tensor.hpp>

int main() {
  const cortexpr::Tensor<float, 2, 3> a;
  (void)a.reshape<4, 2>();
}
