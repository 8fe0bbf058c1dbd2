/// Rows of a wrong length.
// expect: the nested lists do not have the shape of the tensor
// expect: Expected<2, 3>
// expect: Found<2, 2, 2>
#include <cortexpr/tensor/tensor.hpp>

constexpr cortexpr::Tensor<float, 2, 3> a{{1, 2}, {3, 4}};

int main() { return static_cast<int>(a[0]); }
