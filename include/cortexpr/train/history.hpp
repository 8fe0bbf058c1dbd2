/// What a training has been like, epoch by epoch.
#pragma once

#include <limits>
#include <string>
#include <utility>
#include <vector>

namespace cortexpr {

/// One epoch. Values that were not measured are NaN.
struct EpochRecord {
  int epoch = 0;                                         ///< counted from 1
  float loss = std::numeric_limits<float>::quiet_NaN();  ///< mean over samples, while they were learnt
  float validation_loss = std::numeric_limits<float>::quiet_NaN();  ///< mean over samples, after the epoch
  std::vector<float> metrics{};  ///< of the validation data, as named in History
  float learning_rate = std::numeric_limits<float>::quiet_NaN();  ///< of the last step
  double seconds = 0;                                             ///< validation included
};

struct History {
  std::vector<std::string> metric_names{};
  std::vector<EpochRecord> epochs{};
  /// Why a training ended before its last epoch; empty if it did not.
  std::string stopped_by{};

  std::size_t size() const { return epochs.size(); }
  const EpochRecord& operator[](std::size_t i) const { return epochs[i]; }
  const EpochRecord& back() const { return epochs.back(); }
  auto begin() const { return epochs.begin(); }
  auto end() const { return epochs.end(); }
};

}  // namespace cortexpr
