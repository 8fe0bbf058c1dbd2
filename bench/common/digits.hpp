/// The data of the speed benchmarks: pictures of the shape of MNIST, the same bytes in every program.
///
/// Ten blurred prototypes plus noise on every pixel; 5 % of the labels are wrong, drawn anew for each of 16
/// passes, so that nothing can be learnt by heart and no gradient dies away. peers/digits.py makes the same
/// in Python.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace bench {

inline constexpr int side = 28, pixels = side * side, classes = 10, label_passes = 16;

/// A well-mixed word of a counter (the finaliser of MurmurHash3, A. Appleby, 2011).
constexpr std::uint32_t mix(std::uint32_t word) {
  word = (word ^ (word >> 16)) * 0x85ebca6bu;
  word = (word ^ (word >> 13)) * 0xc2b2ae35u;
  return word ^ (word >> 16);
}

/// The picture of a class without noise: random bytes, each averaged with its 5x5 neighbours round the edges,
/// and stretched; may leave 0 to 255.
inline std::array<int, pixels> prototype(int label) {
  const auto raw = [&](int row, int column) {
    const int place = (row + side) % side * side + (column + side) % side;
    return static_cast<int>(mix(static_cast<std::uint32_t>(label * pixels + place + 1)) >> 24);
  };
  std::array<int, pixels> result{};
  for (int row = 0; row < side; ++row) {
    for (int column = 0; column < side; ++column) {
      int sum = 0;
      for (int up = -2; up <= 2; ++up) {
        for (int left = -2; left <= 2; ++left) sum += raw(row + up, column + left);
      }
      result[static_cast<std::size_t>(row * side + column)] = (sum / 25 - 127) * 6 + 100;
    }
  }
  return result;
}

struct Digits {
  int count = 0;
  std::vector<float> images;         ///< [count, 28 * 28], 0 to 1
  std::vector<std::int32_t> labels;  ///< [16, count]: the labels of each pass over the images

  const float* image(int sample) const { return images.data() + static_cast<std::size_t>(sample) * pixels; }
  const std::int32_t* label(int pass, int sample) const {
    return labels.data() + static_cast<std::size_t>(pass % label_passes) * static_cast<std::size_t>(count) +
           sample;
  }
};

inline Digits make_digits(int count = 12'800) {
  std::array<std::array<int, pixels>, classes> prototypes;
  for (int label = 0; label < classes; ++label)
    prototypes[static_cast<std::size_t>(label)] = prototype(label);
  const auto size = static_cast<std::uint32_t>(count);
  Digits digits{.count = count, .images = {}, .labels = {}};
  for (std::uint32_t sample = 0; sample < size; ++sample) {
    const auto& picture = prototypes[mix(0x20000000u + sample) % classes];
    for (std::uint32_t place = 0; place < pixels; ++place) {
      const int noise = static_cast<int>(mix(0x10000000u + sample * pixels + place) & 127u) - 64;
      digits.images.push_back(static_cast<float>(std::clamp(picture[place] + noise, 0, 255)) / 255.0f);
    }
  }
  for (std::uint32_t index = 0; index < label_passes * size; ++index) {
    const std::uint32_t right = mix(0x20000000u + index % size) % classes;
    const std::uint32_t chance = mix(0x30000000u + index);
    digits.labels.push_back(static_cast<std::int32_t>(chance % 20 == 0 ? (chance >> 8) % classes : right));
  }
  return digits;
}

}  // namespace bench
