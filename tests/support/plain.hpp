/// Row-major indexing written out by hand, for tests that compute what an op should give.
#pragma once

#include "tape.hpp"

namespace testing {

/// A tensor with its batch as the first axis of its extents.
struct Plain {
  std::vector<int> extents;
  Numbers numbers;

  static Plain zeros(std::vector<int> extents) {
    std::size_t n = 1;
    for (int e : extents) n *= static_cast<std::size_t>(e);
    return {std::move(extents), Numbers(n)};
  }
  std::size_t at(const std::vector<int>& index) const {
    std::size_t result = 0;
    for (std::size_t i = 0; i < extents.size(); ++i)
      result = result * static_cast<std::size_t>(extents[i]) + static_cast<std::size_t>(index[i]);
    return result;
  }
  double& operator()(const std::vector<int>& index) { return numbers[at(index)]; }
  double operator()(const std::vector<int>& index) const { return numbers[at(index)]; }

  /// Visits every index, the last axis fastest.
  template <class F> void each(F f) const {
    std::vector<int> index(extents.size(), 0);
    for (std::size_t n = 0; n < numbers.size(); ++n) {
      f(index);
      for (std::size_t axis = extents.size(); axis-- > 0 && ++index[axis] == extents[axis];) index[axis] = 0;
    }
  }
};

/// The numbers of a value with the batch as first axis (of extent 1 where there is none).
inline Plain plain(const Tape& tape, Value v) {
  Plain p;
  p.extents.push_back(v.batched() ? tape.bindings.rows : 1);
  for (int i = 0; i < v.rank(); ++i) p.extents.push_back(v.shape()[i]);
  p.numbers = tape(v);
  return p;
}

}  // namespace testing
