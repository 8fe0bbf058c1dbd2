/// A selection among two tensors that do not fit together.
// expect: where: the shapes of the two values do not broadcast
// expect: Left<2, 3>
// expect: Right<2>
#include <cortexpr/tensor/tensor.hpp>

int main() {
  const cortexpr::Tensor<float, 2, 3> a;
  const cortexpr::Tensor<float, 2> b;
  const auto c = where(a, a, b);
  return static_cast<int>(c.size());
}
