/// Mean and standard deviation of the inputs of a data set, overall or for each feature.
#pragma once

#include <cortexpr/core/error.hpp>
#include <cstddef>
#include <vector>

namespace cortexpr::data {

/// Over all elements of all samples. The deviation is that of the population (the sum is divided by n).
struct Statistics {
  float mean = 0;
  float deviation = 1;
};

/// For each element of a sample, over all samples.
struct FeatureStatistics {
  std::vector<float> mean{};
  std::vector<float> deviation{};
};

}  // namespace cortexpr::data

namespace cortexpr::detail {

/// Means and deviations of the `features` interleaved columns of a data set's inputs: element `e` of a sample
/// belongs to column `e % features`. Two passes in double, as accurate as it needs to be for any number of
/// samples.
template <class Dataset>
data::FeatureStatistics column_statistics(const Dataset& dataset, std::size_t features) {
  if (dataset.empty()) fail("an empty data set has no mean");
  const auto for_each_element = [&](const auto& use) {
    for (std::size_t i = 0; i < dataset.size(); ++i) {
      const auto input = dataset.input(i);
      for (std::size_t e = 0; e < input.size(); ++e) use(e % features, static_cast<double>(input[e]));
    }
  };
  const auto terms = static_cast<double>(dataset.size() * (Dataset::input_size / features));
  std::vector<double> mean(features), square(features);
  for_each_element([&](std::size_t f, double x) { mean[f] += x; });
  for (double& m : mean) m /= terms;
  for_each_element([&](std::size_t f, double x) { square[f] += (x - mean[f]) * (x - mean[f]); });
  data::FeatureStatistics result;
  for (std::size_t f = 0; f < features; ++f) {
    result.mean.push_back(static_cast<float>(mean[f]));
    result.deviation.push_back(static_cast<float>(__builtin_sqrt(square[f] / terms)));
  }
  return result;
}

}  // namespace cortexpr::detail
