/// Handwritten digits of 8 x 8 pixels: "Optical Recognition of Handwritten Digits" (E. Alpaydin, C. Kaynak,
/// UCI Machine Learning Repository, 1998, CC BY 4.0). Small enough to lie in a repository.
#pragma once

#include <cortexpr/core/error.hpp>
#include <cortexpr/data/csv.hpp>
#include <cortexpr/data/dataset.hpp>
#include <cortexpr/data/directory.hpp>
#include <cortexpr/tensor/tensor.hpp>
#include <string>
#include <vector>

namespace cortexpr::data {

/// 3,823 digits by 30 writers, and 1,797 by 13 others; pixels from 0 (paper) to 1 (ink), labels 0 to 9.
struct Optdigits {
  Dataset<Tensor<float, 8, 8>, int> train;
  Dataset<Tensor<float, 8, 8>, int> test;
};

}  // namespace cortexpr::data

namespace cortexpr::detail {

inline data::Dataset<Tensor<float, 8, 8>, int> read_optdigits_part(const std::string& file) {
  data::CsvTable table = data::read_csv(file);
  constexpr std::size_t pixels = 64;
  if (table.columns != pixels + 1)
    fail({.what = "a table, but not one of optdigits",
          .file = file,
          .expected = "64 pixels and a label in each line",
          .found = std::to_string(table.columns) + " columns"});
  // A pixel counts the inked ones among the 4 x 4 of the original.
  for (std::size_t i = 0; i < table.values.size(); ++i) {
    const bool is_label = i % (pixels + 1) == pixels;
    const double largest = is_label ? 9 : 16;
    double& value = table.values[i];
    if (!(value >= 0 && value <= largest && value == static_cast<int>(value)))
      fail({.what = is_label ? "a label out of range" : "a pixel out of range",
            .file = file,
            .expected = is_label ? "0 to 9" : "0 to 16",
            .found = std::to_string(value) + " in sample " + std::to_string(i / (pixels + 1))});
    if (!is_label) value /= 16;
  }
  return data::from_table<Tensor<float, 8, 8>, int>(table, pixels, 10);
}

}  // namespace cortexpr::detail

namespace cortexpr::data {

/// Reads optdigits.tra and optdigits.tes (plain or .gz) in `dir`, or in `dir`/optdigits. Errors: a file is
/// not there, damaged, or something else.
inline Optdigits optdigits(const std::string& dir = directory()) {
  const std::vector<std::string> directories{dir, dir + "/optdigits"};
  const std::string train = require_file(directories, {"optdigits.tra"});
  const std::string test = require_file(directories, {"optdigits.tes"});
  return {detail::read_optdigits_part(train), detail::read_optdigits_part(test)};
}

}  // namespace cortexpr::data
