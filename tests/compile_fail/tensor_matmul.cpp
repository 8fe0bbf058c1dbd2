/// A matrix product whose inner extents differ.
// expect: matmul: expected the last extent of Left<...> to equal the last but one of Right<...>
// expect: Left<2, 3>
// expect: Right<4, 5>
#include <cortexpr/tensor/tensor.hpp>

int main() {
  const cortexpr::Tensor<float, 2, 3> a;
  const cortexpr::Tensor<float, 4, 5> b;
  (void)matmul(a, b);
}
