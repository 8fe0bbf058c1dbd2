#include "../../../examples/support/charts.hpp"

#include <doctest/doctest.h>

#include "../../io/support.hpp"

using namespace pictures;

namespace {

// Whether every element is closed in order and every attribute quoted: enough to tell XML from a mishap.
bool is_well_formed(const std::string& xml) {
  std::vector<std::string> open;
  for (std::size_t at = xml.find('<'); at != xml.npos; at = xml.find('<', at + 1)) {
    const std::size_t end = xml.find('>', at);
    if (end == xml.npos) return false;
    const std::string tag = xml.substr(at + 1, end - at - 1);
    if (std::count(tag.begin(), tag.end(), '"') % 2 != 0 || test::has(tag, "<")) return false;
    const std::string name = tag.substr(0, tag.find(' '));
    if (name.front() != '/') {
      if (tag.back() != '/') open.push_back(name);
    } else {
      if (open.empty() || "/" + open.back() != name) return false;
      open.pop_back();
    }
  }
  return open.empty() && !test::has(xml, "nan") && !test::has(xml, "inf");
}

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t n = 0;
  for (std::size_t at = text.find(part); at != text.npos; at = text.find(part, at + 1)) ++n;
  return n;
}

}  // namespace

TEST_CASE("numbers") {
  CHECK(fixed(1.005, 1) == "1.0");
  CHECK(fixed(-0.04, 1) == "0.0");
  CHECK(fixed(-12.345, 2) == "-12.35");
  CHECK(fixed(3.0, 0) == "3");
  CHECK(fixed(0.05, 3) == "0.050");
  CHECK(grouped(999) == "999");
  CHECK(grouped(-1234567) == "-1,234,567");
}

TEST_CASE("ticks are round and cover the data") {
  const Ticks loss(0, 1.93, 5);
  CHECK(loss.step == doctest::Approx(0.5));
  CHECK(loss.high == doctest::Approx(2.0));
  CHECK(loss.count() == 5);
  CHECK(loss.decimals == 1);
  const Ticks shares(0.912, 0.987, 5);
  CHECK(shares.low == doctest::Approx(0.9));
  CHECK(shares.high == doctest::Approx(1.0));
  CHECK(shares.decimals == 2);
  CHECK(Ticks(0, 40'000, 5).step == doctest::Approx(10'000));
  CHECK(Ticks(3, 3, 5).count() > 1);
}

TEST_CASE("line charts") {
  const double gap = std::nan("");
  const std::string svg =
      line_charts("a < b & \"c\"",
                  {{.title = "loss", .series = {{"training", {2, 1, gap, 0.5}}, {"validation", {2, 1.5}}}},
                   {.title = "accuracy", .series = {{"training", {0.5, 0.975}}}, .percent = true}});
  CHECK(is_well_formed(svg));
  CHECK(test::has(svg, "a &lt; b &amp; &quot;c&quot;"));
  CHECK(test::has(svg, "training 0.500"));
  CHECK(test::has(svg, "training 97.5 %"));
  CHECK(count(svg, "<circle") == 7);
  const std::size_t path = svg.find("<path d=\"M");
  CHECK(count(svg.substr(path, svg.find("/>", path) - path), "M") == 2);  // the gap lifts the pen
}

TEST_CASE("line charts of nothing, of one value, and of many") {
  CHECK(is_well_formed(line_charts("t", {{.title = "loss"}})));
  CHECK(is_well_formed(line_charts("t", {{.title = "loss", .series = {{"a", {}}, {"b", {1.0 / 0.0}}}}})));
  CHECK(is_well_formed(line_charts("t", {{.title = "loss", .series = {{"a", {3}}}}})));
  const std::string many =
      line_charts("t", {{.title = "loss", .series = {{"a", std::vector<double>(1000, -1.0)}}}});
  CHECK(is_well_formed(many));
  CHECK(count(many, "<circle") == 0);
}

TEST_CASE("confusion matrix") {
  const ConfusionMatrix matrix{.title = "test", .classes = {"cat", "<dog>"}, .counts = {1500, 3, 0, 497}};
  const std::string svg = confusion_matrix(matrix);
  CHECK(is_well_formed(svg));
  CHECK(test::has(svg, "test: 99.85 % right"));
  CHECK(test::has(svg, "1,997 of 2,000 samples"));
  CHECK(test::has(svg, "&lt;dog&gt;"));
  CHECK(test::has(svg, ">99.8%<"));     // of the cats
  CHECK(test::has(svg, ">99.4%<"));     // of what was taken for a dog
  CHECK(count(svg, ">0</text>") == 0);  // zeros are left out
  CHECK(shade_of_right(0) == "#ffffff");
  CHECK(shade_of_right(1) == "#0060a0");
  CHECK(is_well_formed(confusion_matrix({.title = "empty", .classes = {"a", "b"}, .counts = {0, 0, 0, 0}})));
}

TEST_CASE("sample sheet") {
  const std::vector<PredictedImage> images{
      {.pixels = {0, 1, 1, 0, 0.5f, 2},
       .rows = 2,
       .columns = 3,
       .predicted = "1",
       .truth = "1",
       .confidence = 0.876},
      {.pixels = {0, 0, 0, 0}, .rows = 2, .columns = 2, .predicted = "7", .truth = "1"}};
  const std::string svg = sample_sheet("two", images, 1);
  CHECK(is_well_formed(svg));
  CHECK(test::has(svg, "1 of the 2 shown"));
  CHECK(test::has(svg, ">88%<"));
  CHECK(test::has(svg, ">7, is 1<"));
  CHECK(test::has(svg, "M1 0h2v1h-2z"));  // neighbours of one grey are one run
  CHECK(count(svg, "<path") == 2);        // two greys in the first image, paper only in the second
  CHECK(is_well_formed(sample_sheet("none", {})));
}

TEST_CASE("saving") {
  const test::Directory dir;
  save(dir / "picture.svg", confusion_matrix({.title = "t", .classes = {"a"}, .counts = {1}}));
  CHECK(is_well_formed(cortexpr::io::read_file(dir / "picture.svg")));
}
