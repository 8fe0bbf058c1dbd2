/// Where data lie: the directory that a person named, and the files in it.
#pragma once

#include <cortexpr/core/error.hpp>
#include <cortexpr/io/gzip.hpp>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

namespace cortexpr::data {

/// The directory for data: what `--data-dir X` or `--data-dir=X` says among the arguments of `main`; else the
/// environment variable CORTEXPR_DATA; else "data". Errors: `--data-dir` without a value.
inline std::string directory(int argc = 0, const char* const* argv = nullptr) {
  constexpr std::string_view option = "--data-dir";
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    if (argument.substr(0, option.size()) != option) continue;
    if (argument.size() > option.size() && argument[option.size()] == '=')
      return std::string(argument.substr(option.size() + 1));
    if (argument != option) continue;
    if (i + 1 < argc) return argv[i + 1];
    fail(ErrorFacts{.what = "an option without its value", .expected = "--data-dir and a directory"});
  }
  const char* named = std::getenv("CORTEXPR_DATA");
  return named && *named ? named : "data";
}

/// The first of `names` that lies, plain or with ".gz", in the first of `directories` that has one; empty if
/// none.
inline std::string find_file(const std::vector<std::string>& directories,
                             const std::vector<std::string>& names) {
  for (const std::string& directory : directories)
    for (const std::string& name : names)
      if (std::string path = io::find_plain_or_gzip(directory + "/" + name); !path.empty()) return path;
  return {};
}

/// The same, but an Error that says which files were looked for, and where, if there is none.
inline std::string require_file(const std::vector<std::string>& directories,
                                const std::vector<std::string>& names) {
  std::string path = find_file(directories, names);
  if (!path.empty()) return path;
  const auto join = [](const std::vector<std::string>& parts, const char* between) {
    std::string text;
    for (const std::string& part : parts) text += (text.empty() ? "" : between) + part;
    return text;
  };
  fail({.what = "no data: set CORTEXPR_DATA or --data-dir to the directory that has them",
        .expected = join(names, " or ") + " (or with .gz) in " + join(directories, " or "),
        .found = "no such file"});
}

}  // namespace cortexpr::data
