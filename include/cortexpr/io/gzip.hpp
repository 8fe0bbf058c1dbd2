/// Files that may be compressed with gzip (RFC 1952), through zlib where the build found it.
#pragma once

#include <cortexpr/core/config.hpp>
#include <cortexpr/core/error.hpp>
#include <cortexpr/io/file.hpp>
#include <string>
#include <string_view>
#include <utility>

#if CORTEXPR_WITH_ZLIB
#include <cortexpr/io/gunzip_zlib.hpp>
#else
#include <cortexpr/io/gunzip_missing.hpp>
#endif

namespace cortexpr::io {

/// Whether the bytes begin like a gzip file.
constexpr bool is_gzip(std::string_view bytes) { return bytes.substr(0, 2) == "\x1f\x8b"; }

/// The path under which a file lies: `path` itself, or with ".gz" added or removed; empty if there is
/// neither.
inline std::string find_plain_or_gzip(const std::string& path) {
  if (exists(path)) return path;
  const bool has_suffix = path.size() > 3 && path.compare(path.size() - 3, 3, ".gz") == 0;
  std::string other = has_suffix ? path.substr(0, path.size() - 3) : path + ".gz";
  return exists(other) ? other : std::string();
}

/// The content of a file, unpacked if it is gzip. What it is is told by its first bytes, not by its name, and
/// a missing `foo` is looked for as `foo.gz` and the other way round. Errors: there is neither; it cannot be
/// read; it is damaged; it is gzip and zlib is not built in.
inline std::string read_plain_or_gzip(const std::string& path) {
  const std::string found = find_plain_or_gzip(path);
  if (found.empty()) fail({.what = "no such file, compressed or not", .file = path});
  std::string bytes = read_file(found);
  return is_gzip(bytes) ? detail::gunzip(bytes, found) : std::move(bytes);
}

}  // namespace cortexpr::io
