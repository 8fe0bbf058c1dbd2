/// Random numbers as a pure function of (seed, stream, step, index): the same on every device, for any number
/// of threads, in any order, and in constant evaluation.
///
/// The generator is Philox4x32-10 of Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1,
/// 2, 3", SC'11. The seed is its key; stream, step and index are its counter. Nothing is stored between two
/// numbers.
#pragma once

#include <cortexpr/core/config.hpp>
#include <cortexpr/core/math.hpp>
#include <cstdint>

namespace cortexpr {

/// Four random words, or a counter.
struct Words4 {
  std::uint32_t word[4]{};

  CORTEXPR_HOST_DEVICE constexpr std::uint32_t operator[](int i) const { return word[i]; }
  constexpr bool operator==(const Words4&) const = default;
};

/// The key of the generator.
struct Words2 {
  std::uint32_t word[2]{};
};

/// Ten rounds of the bijection that turns a counter into random bits.
CORTEXPR_HOST_DEVICE constexpr Words4 philox(Words4 counter, Words2 key) {
  std::uint32_t a = counter.word[0], b = counter.word[1], c = counter.word[2], d = counter.word[3];
  std::uint32_t k0 = key.word[0], k1 = key.word[1];
  for (int round = 0; round < 10; ++round) {
    const std::uint64_t p = std::uint64_t{0xD2511F53} * a, q = std::uint64_t{0xCD9E8D57} * c;
    a = static_cast<std::uint32_t>(q >> 32) ^ b ^ k0;
    c = static_cast<std::uint32_t>(p >> 32) ^ d ^ k1;
    b = static_cast<std::uint32_t>(q);
    d = static_cast<std::uint32_t>(p);
    k0 += 0x9E3779B9;  // the golden ratio
    k1 += 0xBB67AE85;  // sqrt(3) - 1
  }
  return {{a, b, c, d}};
}

/// Which sequence of numbers: `seed` of the whole program, `stream` of one consumer in it (a dropout layer,
/// an initialiser), `step` of the training.
struct RandomKey {
  std::uint64_t seed = 0;
  std::uint32_t stream = 0;
  std::uint64_t step = 0;  ///< its lower 48 bits count
};

namespace detail {

/// Block number `block` of the sequence; `block` < 2^48.
CORTEXPR_HOST_DEVICE constexpr Words4 random_words(RandomKey key, std::uint64_t block) {
  const auto low = [](std::uint64_t x) { return static_cast<std::uint32_t>(x); };
  const std::uint32_t upper = (low(block >> 32) & 0xffff) | (low(key.step >> 32) << 16);
  return philox({{low(block), upper, low(key.step), key.stream}}, {{low(key.seed), low(key.seed >> 32)}});
}

/// So many numbers share a block: 4 floats or 2 doubles.
template <Real T> inline constexpr std::uint64_t per_block = 16 / sizeof(T);

}  // namespace detail

/// 24 random bits as a float in [0, 1).
CORTEXPR_HOST_DEVICE constexpr float unit_float(std::uint32_t word) {
  return static_cast<float>(word >> 8) * 0x1p-24f;
}

/// 53 random bits as a double in [0, 1).
CORTEXPR_HOST_DEVICE constexpr double unit_double(std::uint32_t low, std::uint32_t high) {
  const std::uint64_t bits = (std::uint64_t{high} << 32) | low;
  return static_cast<double>(bits >> 11) * 0x1p-53;
}

/// Two independent standard normal numbers.
template <Real T> struct NormalPair {
  T first, second;
};

/// Box and Muller, "A note on the generation of random normal deviates", Annals of Mathematical Statistics 29
/// (1958). u and v are uniform in [0, 1); 1 - u keeps the logarithm finite. Computed in double by the
/// library's own functions and not the C library's, whose last bits differ from machine to machine and
/// between host and device.
template <Real T> CORTEXPR_HOST_DEVICE constexpr NormalPair<T> normal_pair(double u, double v) {
  const double radius = math::sqrt(-2 * detail::portable_log(1 - u));
  const double angle = 6.283185307179586 * v;
  return {static_cast<T>(radius * detail::portable_cos(angle)),
          static_cast<T>(radius * detail::portable_sin(angle))};
}

/// Number `index` of a sequence that is uniform in [0, 1).
template <Real T = float> CORTEXPR_HOST_DEVICE constexpr T uniform(RandomKey key, std::uint64_t index) {
  const Words4 words = detail::random_words(key, index / detail::per_block<T>);
  const int i = static_cast<int>(index % detail::per_block<T>);
  if constexpr (detail::is_float<T>)
    return unit_float(words[i]);
  else
    return unit_double(words[2 * i], words[2 * i + 1]);
}

/// Number `index` of a sequence of standard normal numbers. Neighbours 2k and 2k + 1 are one Box-Muller pair.
template <Real T = float> CORTEXPR_HOST_DEVICE constexpr T normal(RandomKey key, std::uint64_t index) {
  const Words4 words = detail::random_words(key, index / detail::per_block<T>);
  NormalPair<T> pair{};
  if constexpr (detail::is_float<T>) {
    const int i = static_cast<int>(index % 4) & 2;
    pair = normal_pair<T>(unit_float(words[i]), unit_float(words[i + 1]));
  } else {
    pair = normal_pair<T>(unit_double(words[0], words[1]), unit_double(words[2], words[3]));
  }
  return index % 2 == 0 ? pair.first : pair.second;
}

/// True with the given probability, for number `index` of a sequence; the same sequence as `uniform<float>`.
CORTEXPR_HOST_DEVICE constexpr bool bernoulli(float probability, RandomKey key, std::uint64_t index) {
  return uniform<float>(key, index) < probability;
}

}  // namespace cortexpr
