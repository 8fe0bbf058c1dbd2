/// A sum over an axis that is not there.
// expect: no such axis, or the same axis twice
// expect: Found<2, 3>, 2
#include <cortexpr/tensor/tensor.hpp>

int main() {
  const cortexpr::Tensor<float, 2, 3> a;
  (void)cortexpr::sum<2>(a);
}
