/// Zeroed memory on the heap, aligned to a cache line and padded by one, owned by one object.
#pragma once

#include <cortexpr/graph/plan.hpp>
#include <cstddef>
#include <cstring>
#include <new>
#include <utility>

namespace cortexpr::detail {

class Arena {
 public:
  Arena() = default;
  explicit Arena(std::size_t bytes)
      : data_(static_cast<std::byte*>(::operator new(bytes + alignment, std::align_val_t{alignment}))),
        bytes_(bytes) {
    std::memset(data_, 0, bytes + alignment);
  }
  Arena(const Arena& other) : Arena(other.bytes_) {
    if (bytes_ > 0) std::memcpy(data_, other.data_, bytes_);
  }
  Arena(Arena&& other) noexcept
      : data_(std::exchange(other.data_, nullptr)),
        bytes_(std::exchange(other.bytes_, 0)) {}
  Arena& operator=(Arena other) noexcept {
    std::swap(data_, other.data_);
    std::swap(bytes_, other.bytes_);
    return *this;
  }
  ~Arena() {
    if (data_) ::operator delete(data_, std::align_val_t{alignment});
  }

  std::byte* data() { return data_; }
  const std::byte* data() const { return data_; }
  std::size_t bytes() const { return bytes_; }

 private:
  std::byte* data_ = nullptr;
  std::size_t bytes_ = 0;
};

}  // namespace cortexpr::detail
