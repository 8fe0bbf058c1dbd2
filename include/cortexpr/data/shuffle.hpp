/// Random orders that are the same for the same seed, everywhere.
#pragma once

#include <cortexpr/core/random.hpp>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace cortexpr::detail {

/// The random words of one key, one after the other.
class WordSequence {
 public:
  explicit constexpr WordSequence(RandomKey key) : key_(key) {}

  constexpr std::uint32_t next() {
    const int i = static_cast<int>(index_ % 4);
    if (i == 0) words_ = random_words(key_, index_ / 4);
    ++index_;
    return words_[i];
  }

  /// A number below `bound`, each equally likely (Lemire: Fast random integer generation in an interval,
  /// 2019).
  constexpr std::uint32_t below(std::uint32_t bound) {
    for (;;) {
      const std::uint64_t product = std::uint64_t{next()} * bound;
      // The lowest 2^32 mod bound of each interval are rejected, so that all have the same length.
      if (static_cast<std::uint32_t>(product) >= (0u - bound) % bound)
        return static_cast<std::uint32_t>(product >> 32);
    }
  }

 private:
  RandomKey key_;
  Words4 words_{};
  std::uint64_t index_ = 0;
};

/// The stream of the random numbers that shuffle data; any number that no layer or initialiser has.
inline constexpr std::uint32_t shuffle_stream = 0x73687566;

/// Puts `order` into a random order (Fisher and Yates, in Durstenfeld's form).
constexpr void shuffle(std::vector<std::uint32_t>& order, std::uint64_t seed) {
  WordSequence random({.seed = seed, .stream = shuffle_stream});
  for (std::size_t left = order.size(); left > 1; --left)
    std::swap(order[left - 1], order[random.below(static_cast<std::uint32_t>(left))]);
}

}  // namespace cortexpr::detail
