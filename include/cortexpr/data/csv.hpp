/// Tables of numbers in text: comma-separated values (RFC 4180), and their relatives with other separators.
#pragma once

#include <cortexpr/core/error.hpp>
#include <cortexpr/data/dataset.hpp>
#include <cortexpr/io/gzip.hpp>
#include <cortexpr/io/number.hpp>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cortexpr::data {

/// How a table is written.
struct CsvOptions {
  bool header = false;         ///< whether the first line has the names of the columns
  char separator = ',';        ///< between columns
  std::vector<int> columns{};  ///< the columns to read, counted from 0; none: all. Others may hold anything.
  int category = -1;  ///< a column of words, which become 0, 1, 2, ... in the order they first appear
};

/// A table of numbers, row-major.
struct CsvTable {
  std::vector<std::string> names{};       ///< of the columns; empty without a header
  std::vector<std::string> categories{};  ///< the words of the column of categories
  std::size_t rows = 0;
  std::size_t columns = 0;
  std::vector<double> values{};

  double operator()(std::size_t row, std::size_t column) const { return values[row * columns + column]; }
};

}  // namespace cortexpr::data

namespace cortexpr::detail {

/// Reads one table, line by line.
class CsvReader {
 public:
  CsvReader(std::string_view text, const data::CsvOptions& options, const std::string& file)
      : text_(text),
        options_(options),
        file_(file) {}

  data::CsvTable read() {
    if (text_.substr(0, 3) == "\xef\xbb\xbf")
      text_.remove_prefix(3);  // the mark some editors put before UTF-8
    bool header = options_.header;
    while (!text_.empty()) {
      ++line_;
      column_ = no_column;
      split(next_line());
      if (fields_.size() == 1 && fields_[0].empty()) continue;  // an empty line
      if (width_ == 0) choose_columns();
      if (fields_.size() != width_)
        fail_here(std::to_string(width_) + " columns, as in the first line", std::to_string(fields_.size()));
      if (std::exchange(header, false))
        add_names();
      else
        add_row();
    }
    return std::move(table_);
  }

 private:
  std::string_view next_line() {
    const std::size_t end = text_.find('\n');
    std::string_view line = text_.substr(0, end);
    text_.remove_prefix(end == text_.npos ? text_.size() : end + 1);
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    return line;
  }

  void split(std::string_view line) {
    fields_.clear();
    for (;;) {
      std::string& field = fields_.emplace_back();
      const bool quoted = !line.empty() && line.front() == '"';
      if (quoted) take_quoted(line, field);
      const std::size_t end = line.find(options_.separator);
      const std::string_view rest = line.substr(0, end);
      if (quoted && !rest.empty()) fail_here("a separator after a closing quote", quoted_text(rest));
      if (!quoted) field = trimmed(rest);
      if (end == line.npos) return;
      line.remove_prefix(end + 1);
    }
  }

  // Takes "..." off the line; two quotes within it stand for one.
  void take_quoted(std::string_view& line, std::string& field) {
    line.remove_prefix(1);
    for (;;) {
      const std::size_t end = line.find('"');
      if (end == line.npos) fail_here("a closing quote in the same line", "the end of the line");
      field += line.substr(0, end);
      line.remove_prefix(end + 1);
      if (line.empty() || line.front() != '"') return;
      field += '"';
      line.remove_prefix(1);
    }
  }

  void choose_columns() {
    width_ = fields_.size();
    columns_ = options_.columns;
    if (columns_.empty())
      for (std::size_t i = 0; i < width_; ++i) columns_.push_back(static_cast<int>(i));
    for (const int column : columns_)
      if (column < 0 || static_cast<std::size_t>(column) >= width_)
        fail({.what = "a table without the column that is asked for",
              .file = file_,
              .expected = "column " + std::to_string(column) + ", counted from 0",
              .found = std::to_string(width_) + " columns"});
    table_.columns = columns_.size();
  }

  void add_names() {
    for (const int column : columns_) table_.names.push_back(fields_[static_cast<std::size_t>(column)]);
  }

  void add_row() {
    for (const int column : columns_) {
      column_ = static_cast<std::size_t>(column);
      const std::string& field = fields_[column_];
      double value = 0;
      if (column == options_.category)
        value = static_cast<double>(category(field));
      else if (!parse_number(field, value) || value - value != 0)
        fail_here("a finite number", quoted_text(field));
      table_.values.push_back(value);
    }
    ++table_.rows;
  }

  std::size_t category(const std::string& word) {
    std::size_t i = 0;
    while (i < table_.categories.size() && table_.categories[i] != word) ++i;
    if (i == table_.categories.size()) table_.categories.push_back(word);
    return i;
  }

  static std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
  }

  static std::string quoted_text(std::string_view text) {
    constexpr std::size_t longest = 40;
    return "'" + std::string(text.substr(0, longest)) + (text.size() > longest ? "...'" : "'");
  }

  [[noreturn]] void fail_here(std::string expected, const std::string& found) const {
    std::string where = " in line " + std::to_string(line_);
    if (column_ != no_column) {
      where += ", column " + std::to_string(column_ + 1);
      for (std::size_t i = 0; i < table_.names.size(); ++i)
        if (static_cast<std::size_t>(columns_[i]) == column_) where += " (" + table_.names[i] + ")";
    }
    fail({.what = "cannot read a table",
          .file = file_,
          .expected = std::move(expected),
          .found = found + where});
  }

  static constexpr std::size_t no_column = ~std::size_t{0};
  std::string_view text_;
  const data::CsvOptions& options_;
  const std::string& file_;
  data::CsvTable table_{};
  std::vector<std::string> fields_{};  ///< of the current line
  std::vector<int> columns_{};         ///< those to read
  std::size_t width_ = 0;              ///< columns of each line
  std::size_t line_ = 0;
  std::size_t column_ = no_column;  ///< the one being read, for messages
};

}  // namespace cortexpr::detail

namespace cortexpr::data {

/// Reads a table from text; `file` is only for messages. Empty lines are skipped.
/// Errors, with line and column counted from 1: a field that is no finite number, a line with more or fewer
/// columns than the first, an open quote.
inline CsvTable parse_csv(std::string_view text, const CsvOptions& options = {},
                          const std::string& file = {}) {
  return detail::CsvReader(text, options, file).read();
}

/// Reads a file, plain or gzip. Errors: those of `read_plain_or_gzip` and `parse_csv`.
inline CsvTable read_csv(const std::string& path, const CsvOptions& options = {}) {
  return parse_csv(io::read_plain_or_gzip(path), options, path);
}

/// A data set from a table: column `target` is the target (a number or the index of a class), all others, in
/// their order, are the elements of the input. Errors: their number is not that of X; a class index that is
/// no whole number from 0 on.
template <class X, class Y>
Dataset<X, Y> from_table(const CsvTable& table, std::size_t target, int classes = 0) {
  static_assert(detail::Sample<Y>::is_number, "a target from one column is a number");
  if (target >= table.columns || table.columns - 1 != detail::Sample<X>::size)
    fail({.what = "a table does not make a data set",
          .expected = std::to_string(detail::Sample<X>::size) + " columns of inputs and one of targets",
          .found = std::to_string(table.columns) + " columns, with the target in column " +
                   std::to_string(target)});
  std::vector<detail::sample_element<X>> inputs;
  std::vector<Y> targets;
  for (std::size_t row = 0; row < table.rows; ++row)
    for (std::size_t column = 0; column < table.columns; ++column) {
      const double value = table(row, column);
      if (column != target) {
        inputs.push_back(static_cast<detail::sample_element<X>>(value));
        continue;
      }
      if (dtype_of<Y> == DType::i32 &&
          !(value >= 0 && value <= 2147483647.0 && value == static_cast<int>(value)))
        fail({.what = "a label out of range",
              .expected = "the index of a class",
              .found = std::to_string(value) + " in sample " + std::to_string(row)});
      targets.push_back(static_cast<Y>(value));
    }
  return Dataset<X, Y>(std::move(inputs), std::move(targets), classes);
}

}  // namespace cortexpr::data
