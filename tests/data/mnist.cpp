#include <doctest/doctest.h>

#include <cortexpr/data/mnist.hpp>

#include "../io/support.hpp"

using namespace cortexpr;

namespace {

void write_part(const std::string& dir, const std::string& name, std::uint32_t images,
                const std::string& labels) {
  std::string pixels(images * 784u, '\0');
  for (std::size_t i = 0; i < pixels.size(); ++i) pixels[i] = static_cast<char>(i % 256);
  data::write_idx(dir + "/" + name + "-images-idx3-ubyte", {data::IdxType::u8, {images, 28, 28}, pixels});
  data::write_idx(dir + "/" + name + "-labels-idx1-ubyte",
                  {data::IdxType::u8, {static_cast<std::uint32_t>(labels.size())}, labels});
}

}  // namespace

TEST_CASE("four small files, in the directory or in mnist below it") {
  const test::Directory dir;
  const std::string sub = dir.make("mnist");
  write_part(sub, "train", 3, "\x05\x09\x01");
  write_part(sub, "t10k", 1, "\x02");
  for (const std::string& where : {sub, dir.path()}) {
    const data::Mnist mnist = data::mnist(where);
    CHECK(mnist.train.size() == 3);
    CHECK(mnist.test.size() == 1);
    CHECK(mnist.train.target(1) == 9);
    CHECK(mnist.train.class_count() == 10);
    CHECK(mnist.train.input(0)[0] == 0.0f);
    CHECK(mnist.train.input(0)[255] == 1.0f);
    CHECK(mnist.train.input(0)[51] == 51.0f / 255.0f);
    CHECK(mnist.train.input_shape() == Shape{28, 28});
  }
}

TEST_CASE("files that are not there or not right") {
  const test::Directory dir;
  const auto missing = test::error_of([&] { data::mnist(dir.path()); });
  CHECK(test::has(missing.expected, "train-images-idx3-ubyte"));
  CHECK(test::has(missing.expected, "in " + dir.path() + " or " + dir.path() + "/mnist"));
  write_part(dir.path(), "train", 2, "\x05");
  write_part(dir.path(), "t10k", 1, "\x02");
  const auto lengths = test::error_of([&] { data::mnist(dir.path()); });
  CHECK(lengths.found == "1");
  CHECK(test::has(lengths.expected, "2 labels"));
  write_part(dir.path(), "train", 2, "\x05\x0a");
  CHECK(test::error_of([&] { data::mnist(dir.path()); }).found == "10 in sample 1");
  const std::string images = dir / "train-images-idx3-ubyte";
  data::write_idx(images, {data::IdxType::u8, {1, 4, 4}, std::string(16, 'x')});
  const auto size = test::error_of([&] { data::mnist(dir.path()); });
  CHECK(size.file == images);
  CHECK(size.expected == "images of 28 x 28 bytes");
  io::write_file(images, "no idx");
  CHECK(test::error_of([&] { data::mnist(dir.path()); }).file == images);
}

TEST_CASE("the real one") {
  const std::string dir = data::directory();
  if (data::find_file({dir, dir + "/mnist"}, {"train-images-idx3-ubyte"}).empty() || !CORTEXPR_WITH_ZLIB) {
    MESSAGE("skipped: no MNIST in " << dir << " (set CORTEXPR_DATA), or no zlib");
    return;
  }
  const data::Mnist mnist = data::mnist(dir);
  CHECK(mnist.train.size() == 60'000);
  CHECK(mnist.test.size() == 10'000);
  // Known of this data set since long: the first labels, and mean and deviation of the training pixels.
  CHECK(mnist.train.target(0) == 5);
  CHECK(mnist.train.target(1) == 0);
  CHECK(mnist.test.target(0) == 7);
  CHECK(mnist.train.statistics().mean == doctest::Approx(0.1307).epsilon(0.001));
  CHECK(mnist.train.statistics().deviation == doctest::Approx(0.3081).epsilon(0.001));
}
