/// Rows of different lengths.
// expect: the nested lists do not have the shape of the tensor
// expect: Expected<2, 2>
// expect: Found<2, 2, 3>
#include <cortexpr/tensor/tensor.hpp>

constexpr cortexpr::Tensor a{{1.f, 2.f}, {3.f, 4.f, 5.f}};

int main() { return static_cast<int>(a[0]); }
