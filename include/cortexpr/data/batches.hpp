/// A data set in pieces of equal size, for a range-based for.
#pragma once

#include <cortexpr/core/error.hpp>
#include <cstddef>
#include <utility>

namespace cortexpr::data {

/// The range that `batches` returns.
template <class Dataset> class Batches {
 public:
  Batches(Dataset dataset, std::size_t size) : dataset_(std::move(dataset)), size_(size) {
    if (size == 0) fail("a batch has at least one sample");
  }

  /// The number of batches, the last partial one included.
  std::size_t size() const { return (dataset_.size() + size_ - 1) / size_; }

  /// Batch `i`, a view of the data set.
  Dataset operator[](std::size_t i) const { return dataset_.skip(i * size_).take(size_); }

  class Iterator {
   public:
    Iterator(const Batches& batches, std::size_t i) : batches_(&batches), i_(i) {}
    Dataset operator*() const { return (*batches_)[i_]; }
    Iterator& operator++() {
      ++i_;
      return *this;
    }
    bool operator==(const Iterator& other) const { return i_ == other.i_; }

   private:
    const Batches* batches_;
    std::size_t i_;
  };
  Iterator begin() const { return {*this, 0}; }
  Iterator end() const { return {*this, size()}; }

 private:
  Dataset dataset_;
  std::size_t size_;
};

/// Views of `size` samples each, in order; the last one has what is left. Errors: a size of 0.
template <class Dataset> Batches<Dataset> batches(Dataset dataset, std::size_t size) {
  return Batches<Dataset>(std::move(dataset), size);
}

}  // namespace cortexpr::data
