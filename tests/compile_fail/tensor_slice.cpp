/// A slice beyond the end of its axis.
// expect: a slice needs begin < end <= extent of its axis
// expect: Found<2, 3>, 1, 2
#include <cortexpr/tensor/tensor.hpp>

int main() {
  const cortexpr::Tensor<float, 2, 3> a;
  (void)a.slice<1, 2, 4>();
}
