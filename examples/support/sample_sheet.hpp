/// A sheet of grey images with what a network says about each.
#pragma once

#include <algorithm>
#include <cmath>
#include <span>
#include <string>
#include <vector>

#include "svg.hpp"

namespace pictures {

/// An image of rows * columns pixels, 0 = paper to 1 = ink, and the prediction for it.
struct PredictedImage {
  std::vector<float> pixels{};
  std::size_t rows = 0, columns = 0;
  std::string predicted{};
  std::string truth{};
  double confidence = -1;  ///< 0 to 1; below 0: none

  bool is_right() const { return predicted == truth; }
};

/// Draws the pixels into a square of `size` at (x, y): for each of 16 greys one path that holds its runs of
/// pixels.
inline void draw_grey_image(Svg& svg, const PredictedImage& image, double x, double y, double size) {
  constexpr int levels = 16;
  const auto level = [&](std::size_t row, std::size_t column) {
    const float ink = image.pixels[row * image.columns + column];
    return static_cast<int>(std::lround(std::clamp(ink, 0.0f, 1.0f) * levels));
  };
  const double scale = size / static_cast<double>(std::max(image.rows, image.columns));
  for (int grey = 1; grey <= levels; ++grey) {
    std::string path;
    for (std::size_t row = 0; row < image.rows; ++row)
      for (std::size_t column = 0; column < image.columns; ++column) {
        std::size_t end = column;
        while (end < image.columns && level(row, end) == grey) ++end;
        if (end == column) continue;
        const std::string length = std::to_string(end - column);
        path +=
            "M" + std::to_string(column) + " " + std::to_string(row) + "h" + length + "v1h-" + length + "z";
        column = end - 1;
      }
    const int value = 255 - grey * 240 / levels;
    const std::string channel = {"0123456789abcdef"[value / 16], "0123456789abcdef"[value % 16]};
    if (!path.empty()) svg.fill_path(path, "#" + channel + channel + channel, x, y, scale);
  }
}

/// The images in rows of `columns`, in the order given. Returns the text of the SVG.
inline std::string sample_sheet(const std::string& title, std::span<const PredictedImage> images,
                                std::size_t columns = 10) {
  constexpr double margin = 24, tile = 92, gap = 14, caption = 24, header = 84;
  const std::size_t rows = (images.size() + columns - 1) / columns;
  const double pitch_x = tile + gap, pitch_y = tile + caption + gap;
  Svg svg(2 * margin + pitch_x * static_cast<double>(columns) - gap,
          header + pitch_y * static_cast<double>(rows) + margin / 2);
  long right = 0;
  for (const PredictedImage& image : images) right += image.is_right();
  svg.text(margin, 38, title, {.size = 20, .bold = true});
  svg.text(margin, 60,
           grouped(right) + " of the " + grouped(static_cast<long>(images.size())) +
               " shown are right (green); the others (orange) say what they are",
           {.size = 13, .fill = colour::muted});
  for (std::size_t i = 0; i < images.size(); ++i) {
    const PredictedImage& image = images[i];
    const double x = margin + pitch_x * static_cast<double>(i % columns);
    const double y = header + pitch_y * static_cast<double>(i / columns);
    const char* ink = image.is_right() ? colour::good : colour::bad;
    svg.rect(x, y, tile, tile, image.is_right() ? colour::tile : "#fff7ed", 6,
             image.is_right() ? colour::grid : colour::bad);
    draw_grey_image(svg, image, x + 6, y + 6, tile - 12);
    const std::string words = image.is_right() ? image.predicted : image.predicted + ", is " + image.truth;
    const bool alone = image.confidence < 0;
    svg.text(alone ? x + tile / 2 : x + 4, y + tile + 17, words,
             {.size = 13, .anchor = alone ? "middle" : "start", .fill = ink, .bold = true});
    if (!alone)
      svg.text(x + tile - 4, y + tile + 17, fixed(100 * image.confidence, 0) + "%",
               {.size = 12, .anchor = "end", .fill = colour::muted});
  }
  return svg.str(title);
}

}  // namespace pictures
