/// A transposition that names an axis twice.
// expect: transpose needs every axis once
// expect: Found<2, 3>, 0, 0
#include <cortexpr/tensor/tensor.hpp>

int main() {
  const cortexpr::Tensor<float, 2, 3> a;
  return static_cast<int>(transpose<0, 0>(a)[0]);
}
