/// Tensors on the heap.
#include <doctest/doctest.h>

#include <cortexpr/tensor/heap.hpp>
#include <cortexpr/tensor/tensor.hpp>
#include <cstdint>

using namespace cortexpr;

static_assert(!std::is_copy_constructible_v<HeapTensor<Tensor<float, 2>>>);

TEST_CASE("a large tensor is made, used, moved and released") {
  auto a = make_tensor<float, 1024, 1024>();
  CHECK(max(*a) == 0);
  CHECK(reinterpret_cast<std::uintptr_t>(a->data()) % 64 == 0);
  *a += Tensor<float>(2);
  auto b = make_tensor<float, 1024, 1024>();
  *b = *a * *a;
  CHECK(mean(*b) == 4);
  b = std::move(a);
  CHECK(b->row(1023)[1023] == 2);
  const auto c = std::move(b);
  CHECK((*c)(0, 0) == 2);
}
