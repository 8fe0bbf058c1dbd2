/// A confusion matrix: what a classifier took each class for.
#pragma once

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "svg.hpp"

namespace pictures {

struct ConfusionMatrix {
  std::string title{};                 ///< the accuracy is added
  std::vector<std::string> classes{};  ///< names of the n classes
  std::vector<long> counts{};          ///< n * n: row = the true class, column = the predicted one

  long at(std::size_t truth, std::size_t predicted) const {
    return counts[truth * classes.size() + predicted];
  }
  long row(std::size_t truth) const {
    long sum = 0;
    for (std::size_t c = 0; c < classes.size(); ++c) sum += at(truth, c);
    return sum;
  }
  long column(std::size_t predicted) const {
    long sum = 0;
    for (std::size_t r = 0; r < classes.size(); ++r) sum += at(r, predicted);
    return sum;
  }
  long total() const {
    long sum = 0;
    for (const long count : counts) sum += count;
    return sum;
  }
  long correct() const {
    long sum = 0;
    for (std::size_t c = 0; c < classes.size(); ++c) sum += at(c, c);
    return sum;
  }
};

/// Between white (0) and a colour (1), as "#rrggbb".
inline std::string shade(double amount, int red, int green, int blue) {
  const double t = std::clamp(amount, 0.0, 1.0);
  std::string text = "#";
  for (const int channel : {red, green, blue}) {
    const auto value = static_cast<unsigned>(std::lround(255 + t * (channel - 255)));
    text += "0123456789abcdef"[value / 16];
    text += "0123456789abcdef"[value % 16];
  }
  return text;
}
inline std::string shade_of_right(double share) { return shade(share, 0, 96, 160); }
/// Errors are rare and have a scale of their own: a tenth of a class is the full colour.
inline std::string shade_of_wrong(double share) { return shade(0.12 + 8.8 * share, 213, 94, 0); }

class ConfusionMatrixPainter {
 public:
  explicit ConfusionMatrixPainter(const ConfusionMatrix& matrix)
      : m_(matrix),
        n_(matrix.classes.size()),
        svg_(left + cell * static_cast<double>(n_) + 86, top + cell * static_cast<double>(n_) + 128) {}

  std::string paint() {
    const double share =
        m_.total() > 0 ? static_cast<double>(m_.correct()) / static_cast<double>(m_.total()) : 0;
    const std::string title = m_.title + ": " + fixed(100 * share, 2) + " % right";
    svg_.text(24, 38, title, {.size = 20, .bold = true});
    svg_.text(24, 60, grouped(m_.correct()) + " of " + grouped(m_.total()) + " samples",
              {.size = 13, .fill = colour::muted});
    labels();
    for (std::size_t r = 0; r < n_; ++r)
      for (std::size_t c = 0; c < n_; ++c) paint_cell(r, c);
    shares();
    legend();
    return svg_.str(title);
  }

 private:
  static constexpr double cell = 46, left = 78, top = 112;

  static double x(std::size_t column) { return left + cell * static_cast<double>(column); }
  static double y(std::size_t row) { return top + cell * static_cast<double>(row); }
  static double share(long part, long whole) {
    return whole > 0 ? static_cast<double>(part) / static_cast<double>(whole) : 0;
  }

  void labels() {
    const double middle = cell * static_cast<double>(n_) / 2;
    const Font axis{.size = 13, .anchor = "middle", .fill = colour::muted};
    svg_.text(left + middle, top - 26, "predicted", axis);
    svg_.text(30, top + middle, "true",
              {.size = 13, .anchor = "middle", .fill = colour::muted, .angle = -90});
    for (std::size_t i = 0; i < n_; ++i) {
      svg_.text(x(i) + cell / 2, top - 8, m_.classes[i], {.size = 14, .anchor = "middle", .bold = true});
      svg_.text(left - 10, y(i) + cell / 2 + 5, m_.classes[i], {.size = 14, .anchor = "end", .bold = true});
    }
  }

  void paint_cell(std::size_t r, std::size_t c) {
    const long count = m_.at(r, c);
    const double part = share(count, m_.row(r));
    const std::string fill = count == 0 ? colour::tile : r == c ? shade_of_right(part) : shade_of_wrong(part);
    svg_.rect(x(c) + 1, y(r) + 1, cell - 2, cell - 2, fill, 4);
    if (count == 0) return;
    const bool dark = r == c ? part > 0.45 : part > 0.055;
    svg_.text(x(c) + cell / 2, y(r) + cell / 2 + 5, std::to_string(count),
              {.size = 14, .anchor = "middle", .fill = dark ? colour::paper : colour::text, .bold = r == c});
  }

  void shares() {
    const double right = x(n_) + 10, below = y(n_) + 20;
    const Font small{.size = 12, .fill = colour::muted};
    svg_.text(right, top - 8, "recall", small);
    for (std::size_t i = 0; i < n_; ++i) {
      svg_.text(right, y(i) + cell / 2 + 4, percent(m_.at(i, i), m_.row(i)), small);
      svg_.text(x(i) + cell / 2, below, percent(m_.at(i, i), m_.column(i)),
                {.size = 11, .anchor = "middle", .fill = colour::muted});
    }
    svg_.text(left - 10, below, "precision", {.size = 12, .anchor = "end", .fill = colour::muted});
  }

  static std::string percent(long part, long whole) {
    return whole > 0 ? fixed(100 * share(part, whole), 1) + "%" : "-";
  }

  void legend() {
    const double line = y(n_) + 46;
    scale(left, line, "right, share of row: 0", "100 %", [](double t) { return shade_of_right(t); });
    scale(left, line + 30, "wrong, share of row: 0", "10 %", [](double t) { return shade_of_wrong(t / 10); });
  }

  template <class Shade>
  void scale(double at, double line, const char* low, const char* high, const Shade& colour_of) {
    constexpr int steps = 40;
    constexpr double begin = 145, width = 4;
    svg_.text(at + begin - 10, line + 12, low, {.size = 12, .anchor = "end", .fill = colour::muted});
    for (int i = 0; i < steps; ++i)
      svg_.rect(at + begin + width * i, line, width + 0.5, 16, colour_of((i + 0.5) / steps));
    svg_.text(at + begin + width * steps + 10, line + 12, high, {.size = 12, .fill = colour::muted});
  }

  const ConfusionMatrix& m_;
  std::size_t n_;
  Svg svg_;
};

/// Counts with colours by the share of their row, what was found of each class (recall) and how much of what
/// was taken for it is right (precision). Returns the text of the SVG.
inline std::string confusion_matrix(const ConfusionMatrix& matrix) {
  return ConfusionMatrixPainter(matrix).paint();
}

}  // namespace pictures
