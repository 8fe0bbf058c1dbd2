/// Curves over epochs (or anything counted): one or several charts side by side in one picture.
#pragma once

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "svg.hpp"

namespace pictures {

/// One curve. Values that are not finite leave a gap.
struct Series {
  std::string name{};
  std::vector<double> values{};
  bool dashed = false;
  int colour = -1;  ///< an index into colour::series; -1: the next one
};

struct LineChart {
  std::string title{};
  std::string x_label = "epoch";
  std::vector<Series> series{};
  bool percent = false;  ///< values are shares of 1, shown in percent
  double first_x = 1;    ///< where the first value of each series stands
  double step_x = 1;     ///< the distance between two values
};

/// A scale from `low` to `high` in round steps of 1, 2 or 5 times a power of ten.
struct Ticks {
  double low = 0, high = 1, step = 1;
  int decimals = 0;

  /// About `wanted` steps that cover first..last.
  Ticks(double first, double last, int wanted) {
    const double range = last > first ? last - first : 1;
    const double power = std::pow(10.0, std::floor(std::log10(range / wanted)));
    const double ratio = range / wanted / power;
    step = power * (ratio <= 1 ? 1 : ratio <= 2 ? 2 : ratio <= 5 ? 5 : 10);
    low = std::floor(first / step + 1e-9) * step;
    high = std::ceil(last / step - 1e-9) * step;
    if (high <= low) high = low + step;
    decimals = std::max(0, static_cast<int>(-std::floor(std::log10(step) + 1e-9)));
  }
  int count() const { return static_cast<int>(std::lround((high - low) / step)) + 1; }
  double operator[](int i) const { return low + i * step; }
};

/// Draws one chart into the box whose upper left corner is (left, top).
class LineChartPainter {
 public:
  LineChartPainter(Svg& svg, const LineChart& chart, double left, double top, double width, double height)
      : svg_(svg),
        chart_(chart),
        left_(left + 52),
        top_(top + 58),
        right_(left + width - 14),
        bottom_(top + height - 44),
        x_(chart.first_x, std::max(chart.first_x + chart.step_x, last_x()), 8),
        y_(extreme(false), extreme(true), 5) {}

  void paint() {
    svg_.text(left_, top_ - 36, chart_.title, {.size = 15, .bold = true});
    axes();
    double legend = left_;
    int next = 0;
    for (const Series& series : chart_.series) {
      const int index = series.colour >= 0 ? series.colour : next++;
      curve(series, colour::series[index % 6]);
      legend = legend_entry(series, colour::series[index % 6], legend);
    }
  }

 private:
  double last_x() const {
    std::size_t longest = 0;
    for (const Series& series : chart_.series) longest = std::max(longest, series.values.size());
    return chart_.first_x + chart_.step_x * (static_cast<double>(longest) - 1);
  }

  double extreme(bool largest) const {
    double result = std::numeric_limits<double>::quiet_NaN();
    for (const Series& series : chart_.series)
      for (const double y : series.values)
        if (std::isfinite(y)) result = largest ? std::fmax(result, y) : std::fmin(result, y);
    if (std::isnan(result)) return largest ? 1 : 0;
    // A loss is seen best from zero on; a share near 1 is not.
    return !largest && !chart_.percent && result > 0 ? 0 : result;
  }

  double x(double value) const {
    const double first = chart_.first_x, last = std::max(first + chart_.step_x, last_x());
    return left_ + (value - first) / (last - first) * (right_ - left_);
  }
  double y(double value) const { return bottom_ - (value - y_.low) / (y_.high - y_.low) * (bottom_ - top_); }

  std::string label(double value) const {
    return chart_.percent ? fixed(100 * value, std::max(0, y_.decimals - 2)) + " %"
                          : fixed(value, y_.decimals);
  }

  void axes() {
    for (int i = 0; i < y_.count(); ++i) {
      svg_.line(left_, y(y_[i]), right_, y(y_[i]), i == 0 ? colour::muted : colour::grid);
      svg_.text(left_ - 8, y(y_[i]) + 4, label(y_[i]), {.size = 12, .anchor = "end", .fill = colour::muted});
    }
    for (int i = 0; i < x_.count(); ++i) {
      const double value = x_[i];
      if (value < chart_.first_x || x(value) > right_ + 1 || value != std::floor(value)) continue;
      svg_.line(x(value), bottom_, x(value), bottom_ + 4, colour::muted);
      svg_.text(x(value), bottom_ + 18, fixed(value, 0),
                {.size = 12, .anchor = "middle", .fill = colour::muted});
    }
    svg_.text((left_ + right_) / 2, bottom_ + 36, chart_.x_label,
              {.size = 12, .anchor = "middle", .fill = colour::muted});
  }

  void curve(const Series& series, const char* stroke) {
    std::string path;
    bool pen_down = false;
    for (std::size_t i = 0; i < series.values.size(); ++i) {
      const double value = series.values[i];
      if (std::isfinite(value)) path += (pen_down ? "L" : "M") + point(i, value);
      pen_down = std::isfinite(value);
    }
    svg_.stroke_path(path, stroke, 2.2, series.dashed);
    constexpr std::size_t few = 30;
    if (series.values.size() > few) return;
    for (std::size_t i = 0; i < series.values.size(); ++i)
      if (std::isfinite(series.values[i])) svg_.circle(x_at(i), y(series.values[i]), 3.2, stroke);
  }

  double x_at(std::size_t i) const { return x(chart_.first_x + chart_.step_x * static_cast<double>(i)); }
  std::string point(std::size_t i, double value) const {
    return fixed(x_at(i), 1) + " " + fixed(y(value), 1);
  }

  // Returns where the next entry begins. Widths are estimates: nobody but the viewer knows the font.
  double legend_entry(const Series& series, const char* stroke, double at) {
    const double middle = top_ - 18;
    svg_.stroke_path("M" + fixed(at, 1) + " " + fixed(middle, 1) + "h18", stroke, 2.6, series.dashed);
    std::string words = series.name;
    if (!series.values.empty() && std::isfinite(series.values.back()))
      words += chart_.percent ? " " + fixed(100 * series.values.back(), 1) + " %"
                              : " " + fixed(series.values.back(), 3);
    svg_.text(at + 24, middle + 4, words, {.size = 12});
    return at + 24 + 6.9 * static_cast<double>(words.size()) + 22;
  }

  Svg& svg_;
  const LineChart& chart_;
  double left_, top_, right_, bottom_;
  Ticks x_, y_;
};

/// The charts side by side, under one title. Returns the text of the SVG.
inline std::string line_charts(const std::string& title, const std::vector<LineChart>& charts) {
  constexpr double margin = 24, width = 440, height = 340, header = 56;
  const auto count = static_cast<double>(charts.size());
  Svg svg(2 * margin + count * width + (count - 1) * margin, header + height + margin / 2);
  svg.text(margin, 38, title, {.size = 20, .bold = true});
  for (std::size_t i = 0; i < charts.size(); ++i)
    LineChartPainter(svg, charts[i], margin + static_cast<double>(i) * (width + margin), header, width,
                     height)
        .paint();
  return svg.str(title);
}

}  // namespace pictures
