#include <doctest/doctest.h>

#include <cortexpr/data/directory.hpp>

#include "../io/support.hpp"

using namespace cortexpr;

namespace {

// Sets the environment variable for the length of a scope.
struct Environment {
  explicit Environment(const char* value) {
    if (const char* old = std::getenv("CORTEXPR_DATA")) before = old;
    if (value)
      setenv("CORTEXPR_DATA", value, 1);
    else
      unsetenv("CORTEXPR_DATA");
  }
  ~Environment() {
    if (before.empty())
      unsetenv("CORTEXPR_DATA");
    else
      setenv("CORTEXPR_DATA", before.c_str(), 1);
  }
  std::string before;
};

}  // namespace

TEST_CASE("the argument wins over the environment, and that over the default") {
  const char* separate[] = {"demo", "--fast", "--data-dir", "/a"};
  const char* joined[] = {"demo", "--data-dir=/b"};
  const char* other[] = {"demo", "--data-dirs", "/c"};
  {
    const Environment environment("/e");
    CHECK(data::directory(4, separate) == "/a");
    CHECK(data::directory(2, joined) == "/b");
    CHECK(data::directory(3, other) == "/e");
    CHECK(data::directory() == "/e");
    CHECK(test::error_of([&] { data::directory(3, separate); }).expected == "--data-dir and a directory");
  }
  const Environment unset(nullptr);
  CHECK(data::directory(1, joined) == "data");
  const Environment empty("");
  CHECK(data::directory() == "data");
}

TEST_CASE("files are found in order, compressed or not; without one the error lists all") {
  const test::Directory dir;
  const std::string sub = dir.make("sub");
  io::write_file(sub + "/b.gz", "x");
  CHECK(data::find_file({dir.path(), sub}, {"a", "b"}) == sub + "/b.gz");
  io::write_file(dir / "b", "x");
  CHECK(data::require_file({dir.path(), sub}, {"a", "b"}) == dir / "b");
  CHECK(data::find_file({dir.path()}, {"c"}).empty());
  const auto facts = test::error_of([&] { data::require_file({"/x", "/y"}, {"c", "d"}); });
  CHECK(facts.expected == "c or d (or with .gz) in /x or /y");
  CHECK(test::has(facts.what, "CORTEXPR_DATA"));
}
