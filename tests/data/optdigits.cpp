#include <doctest/doctest.h>

#include <cortexpr/data/optdigits.hpp>

#include "../io/support.hpp"

using namespace cortexpr;

namespace {

// A line of 64 pixels of the same value, and a label.
std::string line(const std::string& pixel, const std::string& label) {
  std::string text;
  for (int i = 0; i < 64; ++i) text += pixel + ",";
  return text + label + "\n";
}

}  // namespace

TEST_CASE("two small files, in the directory or in optdigits below it") {
  const test::Directory dir;
  const std::string sub = dir.make("optdigits");
  io::write_file(sub + "/optdigits.tra", line("16", "3") + line("4", "0"));
  io::write_file(sub + "/optdigits.tes", line("0", "9"));
  for (const std::string& where : {sub, dir.path()}) {
    const data::Optdigits digits = data::optdigits(where);
    CHECK(digits.train.size() == 2);
    CHECK(digits.test.size() == 1);
    CHECK(digits.train.input(0)[63] == 1.0f);
    CHECK(digits.train.input(1)[0] == 0.25f);
    CHECK(digits.train.target(0) == 3);
    CHECK(digits.test.target(0) == 9);
    CHECK(digits.test.class_count() == 10);
  }
}

TEST_CASE("files that are not there or not right") {
  const test::Directory dir;
  CHECK(test::has(test::error_of([&] { data::optdigits(dir.path()); }).expected, "optdigits.tra"));
  const auto error_with = [&](const std::string& text) {
    io::write_file(dir / "optdigits.tra", text);
    io::write_file(dir / "optdigits.tes", line("0", "9"));
    return test::error_of([&] { data::optdigits(dir.path()); });
  };
  CHECK(error_with("1,2,3\n").found == "3 columns");
  CHECK(error_with("").found == "0 columns");
  CHECK(error_with(line("17", "3")).expected == "0 to 16");
  CHECK(error_with(line("-1", "3")).what == "a pixel out of range");
  CHECK(error_with(line("1", "3") + line("1", "10")).what == "a label out of range");
  CHECK(error_with(line("1", "10")).file == dir / "optdigits.tra");
  CHECK(error_with(line("1", "1.5")).file == dir / "optdigits.tra");
}

TEST_CASE("the digits that come with the library") {
  if (!io::exists("data/optdigits/optdigits.tra")) {
    MESSAGE("skipped: the tests do not run in the root of the repository");
    return;
  }
  const data::Optdigits digits = data::optdigits("data");
  CHECK(digits.train.size() == 3823);
  CHECK(digits.test.size() == 1797);
  // The numbers of digits of each class, from the description of the data set.
  std::vector<int> counts(10);
  for (std::size_t i = 0; i < digits.train.size(); ++i)
    ++counts[static_cast<std::size_t>(digits.train.target(i))];
  CHECK(counts == std::vector<int>{376, 389, 380, 389, 387, 376, 377, 387, 380, 382});
}
