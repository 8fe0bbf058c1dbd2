/// Rows of different lengths.
// expect: an axis of a tensor has at least one element
#include <cortexpr/tensor/tensor.hpp>

constexpr cortexpr::Tensor a{{1.f, 2.f}, {3.f, 4.f, 5.f}};

int main() { return static_cast<int>(a[0]); }
