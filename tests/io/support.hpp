/// What tests of files share: a directory of their own, and the facts of an expected error.
#pragma once

#include <dirent.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cortexpr/core/error.hpp>
#include <cstdlib>
#include <string>
#include <vector>

namespace test {

/// The names in a directory, without "." and "..".
inline std::vector<std::string> list(const std::string& directory) {
  std::vector<std::string> names;
  if (DIR* d = opendir(directory.c_str())) {
    while (const dirent* entry = readdir(d))
      if (const std::string name = entry->d_name; name != "." && name != "..") names.push_back(name);
    closedir(d);
  }
  return names;
}

/// A new directory under $TMPDIR or /tmp, removed with its content at the end of its scope.
class Directory {
 public:
  Directory() {
    const char* base = std::getenv("TMPDIR");
    std::string pattern = std::string(base ? base : "/tmp") + "/cortexpr-test-XXXXXX";
    if (mkdtemp(pattern.data())) path_ = pattern;
  }
  ~Directory() { remove(path_); }
  Directory(const Directory&) = delete;
  Directory& operator=(const Directory&) = delete;

  const std::string& path() const { return path_; }
  std::string operator/(const std::string& name) const { return path_ + "/" + name; }
  std::string make(const std::string& name) const {
    mkdir((*this / name).c_str(), 0777);
    return *this / name;
  }

 private:
  static void remove(const std::string& directory) {
    for (const std::string& name : list(directory)) {
      const std::string path = directory + "/" + name;
      if (unlink(path.c_str()) != 0) remove(path);
    }
    rmdir(directory.c_str());
  }
  std::string path_;
};

/// The facts of the Error that `action` throws; `what` is "(no error)" if it throws none.
template <class Action> cortexpr::ErrorFacts error_of(const Action& action) {
  try {
    action();
  } catch (const cortexpr::Error& error) {
    return error.facts();
  }
  return {.what = "(no error)"};
}

/// Whether `text` contains `part`.
inline bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace test
