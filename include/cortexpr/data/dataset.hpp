/// A data set: samples of an input and a target each, in memory. Data sets are views: taking a part,
/// shuffling and copying share the samples, which never change.
#pragma once

#include <cortexpr/core/error.hpp>
#include <cortexpr/core/shape.hpp>
#include <cortexpr/data/sample.hpp>
#include <cortexpr/data/shared.hpp>
#include <cortexpr/data/shuffle.hpp>
#include <cortexpr/data/statistics.hpp>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace cortexpr::data {

/// Samples with inputs X, a Tensor<T, extents...>, and targets Y: `int` (the index of a class), `float`, or a
/// Tensor. Samples are counted from 0. Indices beyond the end are an Error, unless a function says otherwise.
template <class X, class Y> class Dataset {
 public:
  using Input = X;
  using Target = Y;
  using InputElement = detail::sample_element<X>;
  using TargetElement = detail::sample_element<Y>;
  static constexpr std::size_t input_size = detail::Sample<X>::size;   ///< elements of one input
  static constexpr std::size_t target_size = detail::Sample<Y>::size;  ///< elements of one target
  static constexpr Shape input_shape() { return detail::Sample<X>::shape(); }
  static constexpr Shape target_shape() { return detail::Sample<Y>::shape(); }
  static constexpr bool has_real_inputs = dtype_of<InputElement> != DType::i32;
  /// Whether the targets are indices of classes.
  static constexpr bool has_classes = detail::Sample<Y>::is_number && dtype_of<TargetElement> == DType::i32;

  /// The empty data set.
  Dataset() = default;

  /// Takes the elements of all inputs and of all targets, sample after sample. `classes` is how many classes
  /// there are; 0 means as many as the targets name. Errors: the numbers of inputs and targets differ or are
  /// not whole; a class index that is negative or not below `classes`.
  Dataset(std::vector<InputElement> inputs, std::vector<TargetElement> targets, int classes = 0) {
    const std::size_t count = inputs.size() / input_size;
    if (inputs.size() % input_size != 0 || targets.size() != count * target_size)
      fail({.what = "inputs and targets do not make a data set",
            .expected = "a multiple of " + std::to_string(input_size) + " input elements, and for each " +
                        std::to_string(target_size) + " of a target",
            .found = std::to_string(inputs.size()) + " and " + std::to_string(targets.size())});
    if (count > UINT32_MAX) fail("a data set has at most 2^32 - 1 samples");
    if constexpr (has_classes) classes = check_classes(targets, classes);
    samples_ = detail::Shared(Samples{std::move(inputs), std::move(targets), classes});
    size_ = count;
  }

  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }

  /// The number of classes of the whole data set, also in a view in which not all of them occur.
  int class_count() const requires has_classes { return samples_ ? samples_->classes : 0; }

  /// The elements of one input, row-major.
  std::span<const InputElement, input_size> input(std::size_t i) const {
    check_index(i, 1);
    return std::span<const InputElement, input_size>(input_at(i), input_size);
  }

  /// One target: a number, or the elements of a tensor, row-major.
  auto target(std::size_t i) const {
    check_index(i, 1);
    if constexpr (detail::Sample<Y>::is_number)
      return *target_at(i);
    else
      return std::span<const TargetElement, target_size>(target_at(i), target_size);
  }

  /// Copies the inputs of `count` samples from `first` on, one after the other: count * input_size elements.
  void copy_inputs(std::size_t first, std::size_t count, InputElement* out) const {
    check_index(first, count);
    copy<input_size>(first, count, out, [this](std::size_t i) { return input_at(i); });
  }

  /// Copies the targets of `count` samples from `first` on: count * target_size elements.
  void copy_targets(std::size_t first, std::size_t count, TargetElement* out) const {
    check_index(first, count);
    copy<target_size>(first, count, out, [this](std::size_t i) { return target_at(i); });
  }

  /// `count` samples from `first` on.
  Dataset slice(std::size_t first, std::size_t count) const {
    check_index(first, count);
    Dataset view = *this;
    view.first_ += first;
    view.size_ = count;
    return view;
  }

  /// The first `count` samples, or all if there are fewer.
  Dataset take(std::size_t count) const { return slice(0, count < size_ ? count : size_); }

  /// All but the first `count` samples; none if there are fewer.
  Dataset skip(std::size_t count) const {
    const std::size_t first = count < size_ ? count : size_;
    return slice(first, size_ - first);
  }

  /// The samples at the given indices, in that order; an index may come several times.
  Dataset subset(std::span<const std::size_t> indices) const {
    std::vector<std::uint32_t> order;
    order.reserve(indices.size());
    for (const std::size_t i : indices) {
      check_index(i, 1);
      order.push_back(position(i));
    }
    return with_order(std::move(order));
  }

  /// All samples in a random order, the same one for the same seed.
  Dataset shuffled(std::uint64_t seed) const {
    std::vector<std::uint32_t> order(size_);
    for (std::size_t i = 0; i < size_; ++i) order[i] = position(i);
    detail::shuffle(order, seed);
    return with_order(std::move(order));
  }

  /// Two parts, the first with that fraction (0 to 1) of the samples, rounded to the nearest.
  std::pair<Dataset, Dataset> split(double fraction) const {
    if (!(fraction >= 0 && fraction <= 1))
      fail({.what = "cannot split a data set",
            .expected = "a fraction from 0 to 1",
            .found = std::to_string(fraction)});
    const auto count = static_cast<std::size_t>(fraction * static_cast<double>(size_) + 0.5);
    return {take(count), skip(count)};
  }

  /// A new data set with the inputs `f(X)`; the targets are copied.
  template <class Function> auto map(const Function& f) const {
    using Result = decltype(f(detail::load_sample<X>(nullptr)));
    auto inputs = transformed<X, Result>(f, [this](std::size_t i) { return input_at(i); });
    return Dataset<Result, Y>(std::move(inputs), all_targets(), classes());
  }

  /// A new data set with the targets `f(Y)`; the inputs are copied.
  template <class Function> auto map_targets(const Function& f) const {
    using Result = decltype(f(detail::load_sample<Y>(nullptr)));
    auto targets = transformed<Y, Result>(f, [this](std::size_t i) { return target_at(i); });
    return Dataset<X, Result>(all_inputs(), std::move(targets));
  }

  /// Mean and deviation of all elements of the inputs. Errors: the data set is empty.
  Statistics statistics() const {
    const FeatureStatistics one = detail::column_statistics(*this, 1);
    return {.mean = one.mean[0], .deviation = one.deviation[0]};
  }

  /// Mean and deviation of each element of the inputs. Errors: the data set is empty.
  FeatureStatistics feature_statistics() const { return detail::column_statistics(*this, input_size); }

  /// A new data set with the inputs (x - mean) / deviation. Errors: the deviation is not above 0.
  Dataset normalized(float mean, float deviation) const requires has_real_inputs {
    if (!(deviation > 0))
      fail({.what = "cannot normalise a data set",
            .expected = "a standard deviation above 0",
            .found = std::to_string(deviation)});
    std::vector<InputElement> inputs = all_inputs();
    for (InputElement& x : inputs) x = static_cast<InputElement>((static_cast<float>(x) - mean) / deviation);
    return Dataset(std::move(inputs), all_targets(), classes());
  }
  Dataset normalized(const Statistics& s) const requires has_real_inputs {
    return normalized(s.mean, s.deviation);
  }

  /// The same for each element of the inputs by itself. An element that never changed when the statistics
  /// were taken (its deviation is 0) is only shifted. Errors: statistics of inputs of another size.
  Dataset normalized(const FeatureStatistics& s) const requires has_real_inputs {
    if (s.mean.size() != input_size || s.deviation.size() != input_size)
      fail({.what = "cannot normalise a data set by the statistics of another",
            .expected = std::to_string(input_size) + " means and deviations",
            .found = std::to_string(s.mean.size()) + " and " + std::to_string(s.deviation.size())});
    std::vector<InputElement> inputs = all_inputs();
    for (std::size_t i = 0; i < inputs.size(); ++i) {
      const std::size_t f = i % input_size;
      const float deviation = s.deviation[f] > 0 ? s.deviation[f] : 1.0f;
      inputs[i] = static_cast<InputElement>((static_cast<float>(inputs[i]) - s.mean[f]) / deviation);
    }
    return Dataset(std::move(inputs), all_targets(), classes());
  }

 private:
  struct Samples {
    std::vector<InputElement> inputs;
    std::vector<TargetElement> targets;
    int classes;
  };

  static int check_classes(const std::vector<TargetElement>& targets, int classes) {
    int largest = -1;
    for (std::size_t i = 0; i < targets.size(); ++i) {
      if (targets[i] > largest) largest = targets[i];
      if (targets[i] < 0 || (classes > 0 && targets[i] >= classes))
        fail({.what = "a label out of range",
              .expected = classes > 0 ? "0 to " + std::to_string(classes - 1) : "0 or more",
              .found = std::to_string(targets[i]) + " in sample " + std::to_string(i)});
    }
    return classes > 0 ? classes : largest + 1;
  }

  void check_index(std::size_t first, std::size_t count) const {
    if (first > size_ || count > size_ - first)
      fail({.what = "samples beyond the end of a data set",
            .expected = "indices below " + std::to_string(size_),
            .found = std::to_string(first) +
                     (count == 1 ? "" : " and the " + std::to_string(count) + " from there")});
  }

  // Where sample i of this view lies in the storage.
  std::uint32_t position(std::size_t i) const {
    return order_ ? (*order_)[first_ + i] : static_cast<std::uint32_t>(first_ + i);
  }
  const InputElement* input_at(std::size_t i) const {
    return samples_->inputs.data() + position(i) * input_size;
  }
  const TargetElement* target_at(std::size_t i) const {
    return samples_->targets.data() + position(i) * target_size;
  }

  template <std::size_t each, class T, class At>
  void copy(std::size_t first, std::size_t count, T* out, const At& at) const {
    if (count == 0) return;
    if (!order_) {
      std::memcpy(out, at(first), count * each * sizeof(T));
      return;
    }
    for (std::size_t i = 0; i < count; ++i) std::memcpy(out + i * each, at(first + i), each * sizeof(T));
  }

  template <class From, class To, class Function, class At>
  auto transformed(const Function& f, const At& at) const {
    std::vector<detail::sample_element<To>> out(size_ * detail::Sample<To>::size);
    for (std::size_t i = 0; i < size_; ++i)
      detail::store_sample<To>(f(detail::load_sample<From>(at(i))),
                               out.data() + i * detail::Sample<To>::size);
    return out;
  }

  std::vector<InputElement> all_inputs() const {
    std::vector<InputElement> all(size_ * input_size);
    copy_inputs(0, size_, all.data());
    return all;
  }
  std::vector<TargetElement> all_targets() const {
    std::vector<TargetElement> all(size_ * target_size);
    copy_targets(0, size_, all.data());
    return all;
  }
  int classes() const { return samples_ ? samples_->classes : 0; }

  Dataset with_order(std::vector<std::uint32_t> order) const {
    Dataset view = *this;
    view.first_ = 0;
    view.size_ = order.size();
    view.order_ = detail::Shared(std::move(order));
    return view;
  }

  detail::Shared<Samples> samples_{};
  detail::Shared<std::vector<std::uint32_t>> order_{};  ///< positions in the storage; none: as they lie there
  std::size_t first_ = 0;
  std::size_t size_ = 0;
};

}  // namespace cortexpr::data
