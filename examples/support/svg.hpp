/// Pictures as SVG text: a few shapes on a white sheet, nothing to link, open in any browser.
#pragma once

#include <cmath>
#include <string>
#include <string_view>

namespace pictures {

/// The colours that all pictures share; the series are told apart by colour-blind people too (Okabe and Ito).
namespace colour {
inline constexpr const char* text = "#1f2937";
inline constexpr const char* muted = "#6b7280";
inline constexpr const char* grid = "#e5e7eb";
inline constexpr const char* paper = "#ffffff";
inline constexpr const char* tile = "#f8fafc";
inline constexpr const char* good = "#15803d";
inline constexpr const char* bad = "#c2410c";
inline constexpr const char* series[] = {"#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9"};
}  // namespace colour

/// A number with a fixed number of decimals and a point, whatever the locale.
inline std::string fixed(double x, int decimals) {
  const double scale = std::pow(10.0, decimals);
  const long long scaled = std::llround(std::fabs(x) * scale);
  const auto unit = static_cast<long long>(scale);
  std::string text = (x < 0 && scaled != 0 ? "-" : "") + std::to_string(scaled / unit);
  if (decimals == 0) return text;
  const std::string fraction = std::to_string(scaled % unit);
  return text + "." + std::string(static_cast<std::size_t>(decimals) - fraction.size(), '0') + fraction;
}

/// A count with commas between groups of three digits.
inline std::string grouped(long long count) {
  std::string text = std::to_string(count);
  const std::size_t first = text.front() == '-' ? 1 : 0;
  for (std::size_t at = text.size(); at > first + 3; at -= 3) text.insert(at - 3, ",");
  return text;
}

/// How a text stands: its size in pixels, where its point of reference is, its colour and weight.
struct Font {
  double size = 13;
  const char* anchor = "start";  ///< the reference is the "start", "middle" or "end" of the text
  const char* fill = colour::text;
  bool bold = false;
  double angle = 0;  ///< degrees, clockwise, about the point of reference
};

/// A picture in the making. Coordinates are pixels from the upper left corner.
class Svg {
 public:
  Svg(double width, double height) : width_(width), height_(height) {}

  void rect(double x, double y, double w, double h, std::string_view fill, double radius = 0,
            std::string_view stroke = {}) {
    body_ += "<rect" + attribute("x", x) + attribute("y", y) + attribute("width", w) + attribute("height", h);
    if (radius > 0) body_ += attribute("rx", radius);
    body_ += attribute("fill", fill);
    if (!stroke.empty()) body_ += attribute("stroke", stroke);
    body_ += "/>\n";
  }

  void line(double x1, double y1, double x2, double y2, std::string_view stroke, double thickness = 1) {
    body_ += "<line" + attribute("x1", x1) + attribute("y1", y1) + attribute("x2", x2) + attribute("y2", y2) +
             attribute("stroke", stroke) + attribute("stroke-width", thickness) + "/>\n";
  }

  void circle(double x, double y, double radius, std::string_view fill) {
    body_ += "<circle" + attribute("cx", x) + attribute("cy", y) + attribute("r", radius) +
             attribute("fill", fill) + attribute("stroke", colour::paper) + "/>\n";
  }

  /// A line along a path ("M1 2L3 4"), not filled.
  void stroke_path(std::string_view d, std::string_view stroke, double thickness, bool dashed) {
    body_ += "<path" + attribute("d", d) + attribute("fill", "none") + attribute("stroke", stroke) +
             attribute("stroke-width", thickness) + attribute("stroke-linejoin", "round") +
             attribute("stroke-linecap", "round") + (dashed ? attribute("stroke-dasharray", "6 5") : "") +
             "/>\n";
  }

  /// A filled path whose coordinates are moved by (x, y) and then scaled; edges lie on pixels.
  void fill_path(std::string_view d, std::string_view fill, double x, double y, double scale) {
    body_ += "<path" + attribute("d", d) + attribute("fill", fill) +
             attribute("shape-rendering", "crispEdges") + " transform=\"translate(" + fixed(x, 2) + " " +
             fixed(y, 2) + ") scale(" + fixed(scale, 4) + ")\"/>\n";
  }

  void text(double x, double y, std::string_view words, const Font& font = {}) {
    body_ += "<text" + attribute("x", x) + attribute("y", y) + attribute("font-size", font.size) +
             attribute("text-anchor", font.anchor) + attribute("fill", font.fill);
    if (font.bold) body_ += attribute("font-weight", "600");
    if (font.angle != 0)
      body_ += " transform=\"rotate(" + fixed(font.angle, 1) + " " + fixed(x, 2) + " " + fixed(y, 2) + ")\"";
    body_ += ">" + escaped(words) + "</text>\n";
  }

  /// The whole picture; `title` is what screen readers and tooltips say.
  std::string str(std::string_view title) const {
    return "<svg xmlns=\"http://www.w3.org/2000/svg\"" + attribute("width", width_) +
           attribute("height", height_) + " viewBox=\"0 0 " + fixed(width_, 0) + " " + fixed(height_, 0) +
           "\" font-family=\"system-ui, 'Segoe UI', 'Helvetica Neue', Arial, 'DejaVu Sans', "
           "sans-serif\">\n<title>" +
           escaped(title) + "</title>\n<rect width=\"100%\" height=\"100%\" fill=\"" + colour::paper +
           "\"/>\n" + body_ + "</svg>\n";
  }

 private:
  static std::string attribute(const char* name, std::string_view value) {
    return std::string(" ") + name + "=\"" + escaped(value) + "\"";
  }
  static std::string attribute(const char* name, double value) {
    std::string text = fixed(value, 2);
    while (text.back() == '0') text.pop_back();
    if (text.back() == '.') text.pop_back();
    return attribute(name, std::string_view(text));
  }
  static std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
      if (c == '&')
        out += "&amp;";
      else if (c == '<')
        out += "&lt;";
      else if (c == '>')
        out += "&gt;";
      else if (c == '"')
        out += "&quot;";
      else
        out += c;
    }
    return out;
  }

  double width_, height_;
  std::string body_{};
};

}  // namespace pictures
