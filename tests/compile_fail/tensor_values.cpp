/// Fewer values than elements.
// expect: a tensor needs one value for each element
// expect: Expected<6>
// expect: Found<5>
#include <cortexpr/tensor/tensor.hpp>

constexpr cortexpr::Tensor<float, 2, 3> a{1, 2, 3, 4, 5};

int main() { return static_cast<int>(a[0]); }
