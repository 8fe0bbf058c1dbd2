/// Numbers that begin at a cache line, as ours always do, so that both sides of a product are served alike.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace bench {

class Floats {
 public:
  explicit Floats(std::size_t size, float value = 0) : memory_(size + 16, value), size_(size) {}
  Floats(Floats&&) = default;  // a copy would begin elsewhere

  float* data() { return memory_.data() + skip(); }
  const float* data() const { return memory_.data() + skip(); }
  std::size_t size() const { return size_; }

 private:
  /// Elements before the first whole line of 64 bytes.
  std::size_t skip() const {
    return (64 - reinterpret_cast<std::uintptr_t>(memory_.data()) % 64) % 64 / sizeof(float);
  }

  std::vector<float> memory_;
  std::size_t size_;
};

}  // namespace bench
