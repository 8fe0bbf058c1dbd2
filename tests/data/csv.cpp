#include <doctest/doctest.h>

#include <cortexpr/data/csv.hpp>

#include "support.hpp"

using namespace cortexpr;

namespace {

ErrorFacts error_of(const char* text, const data::CsvOptions& options = {}) {
  return test::error_of([&] { data::parse_csv(text, options, "t.csv"); });
}

}  // namespace

TEST_CASE("a plain table, and its variations of form") {
  for (const char* text : {"1,2.5\n-3,4e2\n", "1,2.5\n-3,4e2", "1,2.5\r\n-3,4e2\r\n",
                           "\xef\xbb\xbf\n 1 ,\t2.5\n\n-3,4e2\n\n", "\"1\",\"2.5\"\n-3,\"4e2\"\n"}) {
    CAPTURE(text);
    const data::CsvTable table = data::parse_csv(text);
    CHECK(table.rows == 2);
    CHECK(table.columns == 2);
    CHECK(table.values == std::vector<double>{1, 2.5, -3, 400});
    CHECK(table(1, 0) == -3);
    CHECK(table.names.empty());
  }
  CHECK(data::parse_csv("").rows == 0);
}

TEST_CASE("a header, another separator, chosen columns") {
  const data::CsvTable table =
      data::parse_csv("\"when; where\";a;\"b \"\"c\"\"\"\nMonday;1;2\n\"Tue;sday\";3;4\n",
                      {.header = true, .separator = ';', .columns = {2, 1}});
  CHECK(table.names == std::vector<std::string>{"b \"c\"", "a"});
  CHECK(table.values == std::vector<double>{2, 1, 4, 3});
}

TEST_CASE("a column of words") {
  const data::CsvTable table = data::parse_csv("1,red\n2,green\n3,red\n", {.category = 1});
  CHECK(table.categories == std::vector<std::string>{"red", "green"});
  CHECK(table.values == std::vector<double>{1, 0, 2, 1, 3, 0});
}

TEST_CASE("errors say line and column") {
  const auto word = error_of("a,b\n1,2\n3,x\n", {.header = true});
  CHECK(word.file == "t.csv");
  CHECK(word.expected == "a finite number");
  CHECK(word.found == "'x' in line 3, column 2 (b)");
  CHECK(error_of("1,2\n,3\n").found == "'' in line 2, column 1");
  CHECK(error_of("1\n\nnan\n").found == "'nan' in line 3, column 1");
  CHECK(error_of("1e999\n").found == "'1e999' in line 1, column 1");
  CHECK(error_of("inf\n").found == "'inf' in line 1, column 1");
  CHECK(error_of("1,2\n1,2,3\n").found == "3 in line 2");
  CHECK(error_of("1,2\n1,2,3\n").expected == "2 columns, as in the first line");
  CHECK(error_of("\"1\n2\"\n").found == "the end of the line in line 1");
  CHECK(error_of("\"1\"2,3\n").found == "'2' in line 1");
  CHECK(error_of("1,2\n", {.columns = {2}}).found == "2 columns");
  CHECK(error_of("1,2\n", {.columns = {-1}}).found == "2 columns");
  CHECK(test::has(error_of((std::string(1000, 'x') + "\n").c_str()).found, "x...'"));
}

TEST_CASE("a data set from a table") {
  const data::CsvTable table = data::parse_csv("1,0,2\n3,1,4\n");
  const auto set = data::from_table<test::Pair, int>(table, 1);
  CHECK(set.size() == 2);
  CHECK(set.input(1)[0] == 3);
  CHECK(set.input(1)[1] == 4);
  CHECK(set.target(1) == 1);
  CHECK(set.class_count() == 2);
  CHECK(data::from_table<test::Pair, float>(table, 2).target(0) == 2.0f);
  CHECK_THROWS_AS((data::from_table<test::Pair, int>(table, 3)), Error);
  CHECK_THROWS_AS((data::from_table<float, int>(table, 0)), Error);
  for (const char* text : {"1,0.5\n", "1,-1\n", "1,1e12\n"})
    CHECK(test::error_of([&] { data::from_table<float, int>(data::parse_csv(text), 1); }).what ==
          "a label out of range");
}

TEST_CASE("a file") {
  const test::Directory dir;
  io::write_file(dir / "t.csv", "1,2\n3,x\n");
  const auto facts = test::error_of([&] { data::read_csv(dir / "t.csv"); });
  CHECK(facts.file == dir / "t.csv");
  CHECK(data::read_csv(dir / "t.csv", {.columns = {0}}).values == std::vector<double>{1, 3});
}
