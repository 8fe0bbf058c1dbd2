#include <doctest/doctest.h>
#include <signal.h>
#include <sys/resource.h>

#include <cortexpr/io/file.hpp>

#include "support.hpp"

using namespace cortexpr;

TEST_CASE("a file is read as it was written, every byte of it") {
  const test::Directory dir;
  std::string bytes;
  for (int i = 0; i < 300'000; ++i) bytes.push_back(static_cast<char>(i * 7 + i / 256));
  for (const std::size_t size : {0u, 1u, 65536u, 300'000u}) {
    io::write_file(dir / "f", std::string_view(bytes).substr(0, size));
    CHECK(io::read_file(dir / "f") == bytes.substr(0, size));
  }
  CHECK(test::list(dir.path()) == std::vector<std::string>{"f"});
}

TEST_CASE("a stream without a size is read to its end") {
  const test::Directory dir;
  REQUIRE(mkfifo((dir / "pipe").c_str(), 0600) == 0);
  const pid_t child = fork();
  if (child == 0) {
    if (std::FILE* out = std::fopen((dir / "pipe").c_str(), "wb")) {
      for (int i = 0; i < 100'000; ++i) std::fputs("ab", out);
      std::fclose(out);
    }
    _exit(0);
  }
  CHECK(io::read_file(dir / "pipe").size() == 200'000);
}

TEST_CASE("errors of reading name the file and the reason") {
  const test::Directory dir;
  const auto missing = test::error_of([&] { io::read_file(dir / "missing"); });
  CHECK(missing.file == dir / "missing");
  CHECK(missing.found == "No such file or directory");
  CHECK(test::error_of([&] { io::read_file(dir.path()); }).found == "Is a directory");
  CHECK(!io::exists(dir / "missing"));
}

TEST_CASE("an unfinished file leaves the old one untouched and nothing beside it") {
  const test::Directory dir;
  io::write_file(dir / "f", "old");
  {
    io::AtomicFile file(dir / "f");
    file.write("new", 3);
    CHECK(test::list(dir.path()).size() == 2);
  }
  CHECK(io::read_file(dir / "f") == "old");
  CHECK(test::list(dir.path()).size() == 1);
}

TEST_CASE("a temporary that a crashed process left behind is not in the way, and is not touched") {
  const test::Directory dir;
  const std::string stale = dir / ("f.tmp" + std::to_string(getpid()));
  std::FILE* crashed = std::fopen(stale.c_str(), "wb");
  REQUIRE(crashed);
  std::fclose(crashed);
  io::write_file(dir / "f", "new");
  CHECK(io::read_file(dir / "f") == "new");
  CHECK(io::read_file(stale).empty());
}

TEST_CASE("a full disk: an error, the old file untouched, no temporary") {
  const test::Directory dir;
  io::write_file(dir / "f", "old");
  // A limit on the size of files stands in for the end of the disk.
  rlimit before{};
  REQUIRE(getrlimit(RLIMIT_FSIZE, &before) == 0);
  const auto handler = signal(SIGXFSZ, SIG_IGN);
  const rlimit tight{10'000, before.rlim_max};
  REQUIRE(setrlimit(RLIMIT_FSIZE, &tight) == 0);
  const auto facts = test::error_of([&] { io::write_file(dir / "f", std::string(100'000, 'x')); });
  const auto on_flush = test::error_of([&] { io::write_file(dir / "f", std::string(10'100, 'x')); });
  setrlimit(RLIMIT_FSIZE, &before);
  signal(SIGXFSZ, handler);
  CHECK(facts.what == "cannot write");
  CHECK(facts.file == dir / "f");
  CHECK(facts.found == "File too large");
  CHECK(on_flush.found == "File too large");
  CHECK(io::read_file(dir / "f") == "old");
  CHECK(test::list(dir.path()).size() == 1);
}

TEST_CASE("a target that cannot be made or replaced") {
  const test::Directory dir;
  const auto nowhere = test::error_of([&] { io::write_file(dir / "no/such/f", "x"); });
  CHECK(nowhere.file == dir / "no/such/f");
  CHECK(nowhere.found == "No such file or directory");
  const std::string target = dir.make("directory");
  CHECK(test::error_of([&] { io::write_file(target, "x"); }).what == "cannot replace");
  CHECK(test::list(dir.path()).size() == 1);
}
