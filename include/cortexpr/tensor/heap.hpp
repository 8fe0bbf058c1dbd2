/// Tensors too large for the stack.
#pragma once

#include <cortexpr/tensor/fixed_tensor.hpp>
#include <utility>

namespace cortexpr {

/// Owns one tensor on the heap: `*t` is the tensor, `t->row(3)` is part of it. Moves, and does not copy.
template <class T> class HeapTensor {
 public:
  constexpr HeapTensor() : tensor_(new T) {}
  constexpr HeapTensor(HeapTensor&& other) noexcept : tensor_(std::exchange(other.tensor_, nullptr)) {}
  constexpr HeapTensor& operator=(HeapTensor&& other) noexcept {
    std::swap(tensor_, other.tensor_);
    return *this;
  }
  constexpr ~HeapTensor() { delete tensor_; }

  constexpr T& operator*() { return *tensor_; }
  constexpr const T& operator*() const { return *tensor_; }
  constexpr T* operator->() { return tensor_; }
  constexpr const T* operator->() const { return tensor_; }

 private:
  T* tensor_;
};

/// A tensor of zeros on the heap: `auto t = make_tensor<float, 1024, 1024>(); *t = *a + *b;`
template <class T, std::size_t... extents> constexpr HeapTensor<Tensor<T, extents...>> make_tensor() {
  return {};
}

}  // namespace cortexpr
