/// Flushes numbers too small to be normal to zero, for the thread that holds such an object. Products of
/// dying activations otherwise make a step several times slower.
#pragma once

namespace cortexpr::detail {

class FlushDenormals {
 public:
#if defined(__x86_64__) && defined(__GNUC__)
  FlushDenormals() : before_(__builtin_ia32_stmxcsr()) { __builtin_ia32_ldmxcsr(before_ | 0x8040u); }
  ~FlushDenormals() { __builtin_ia32_ldmxcsr(before_); }

 private:
  unsigned before_;
#elif defined(__aarch64__) && defined(__GNUC__)
  FlushDenormals() {
    __asm__ volatile("mrs %0, fpcr" : "=r"(before_));
    __asm__ volatile("msr fpcr, %0" : : "r"(before_ | (1ul << 24)));
  }
  ~FlushDenormals() { __asm__ volatile("msr fpcr, %0" : : "r"(before_)); }

 private:
  unsigned long before_ = 0;
#else
  FlushDenormals() = default;
  ~FlushDenormals() {}
#endif
 public:
  FlushDenormals(const FlushDenormals&) = delete;
  FlushDenormals& operator=(const FlushDenormals&) = delete;
};

}  // namespace cortexpr::detail
