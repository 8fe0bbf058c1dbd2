/// Counts what a program takes from the heap with operator new. Included by a program of one file: it
/// replaces the operators of the whole program.
#pragma once

#include <cstddef>
#include <cstdlib>
#include <new>

namespace bench {

/// How many allocations there have been so far.
inline long allocations = 0;

inline void* allocate(std::size_t bytes, std::size_t alignment) {
  __atomic_add_fetch(&allocations, 1, __ATOMIC_RELAXED);
  void* const memory = std::aligned_alloc(alignment, (bytes + alignment) / alignment * alignment);
  if (memory == nullptr) std::abort();
  return memory;
}

/// Adds to `total` what is allocated while it lives.
class CountedAllocations {
 public:
  explicit CountedAllocations(long& total) : total_(total), before_(allocations) {}
  ~CountedAllocations() { total_ += allocations - before_; }
  CountedAllocations(const CountedAllocations&) = delete;
  CountedAllocations& operator=(const CountedAllocations&) = delete;

 private:
  long& total_;
  long before_;
};

}  // namespace bench

// The array and nothrow forms come here by themselves.
void* operator new(std::size_t bytes) { return bench::allocate(bytes, alignof(std::max_align_t)); }
void* operator new(std::size_t bytes, std::align_val_t alignment) {
  return bench::allocate(bytes, static_cast<std::size_t>(alignment));
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::align_val_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept { std::free(memory); }
