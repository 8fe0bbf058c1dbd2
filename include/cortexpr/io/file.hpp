/// Whole files: read at once, and replaced atomically, so that a crash or a full disk never leaves half a
/// file.
#pragma once

#include <cerrno>
#include <cortexpr/core/error.hpp>
#include <cstdio>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>
#if __has_include(<unistd.h>)
#include <unistd.h>
#endif

namespace cortexpr {

namespace detail {

/// Fails with what was attempted, the file, and the system's reason (`code` is an errno).
[[noreturn]] inline void fail_with_errno(const char* what, const std::string& file, int code) {
  fail({.what = what, .file = file, .found = code != 0 ? std::strerror(code) : "an unknown error"});
}

/// Makes the operating system put a flushed stream on the disk; true on success, and where there is no such
/// call.
inline bool sync_to_disk([[maybe_unused]] std::FILE* stream) {
#if __has_include(<unistd.h>)
  return ::fsync(::fileno(stream)) == 0 || errno == EINVAL;  // EINVAL: the file system has nothing to sync
#else
  return true;
#endif
}

/// Closes a stream when its scope ends.
class StreamCloser {
 public:
  explicit StreamCloser(std::FILE* stream) : stream_(stream) {}
  ~StreamCloser() {
    if (stream_) std::fclose(stream_);
  }
  StreamCloser(const StreamCloser&) = delete;
  StreamCloser& operator=(const StreamCloser&) = delete;

 private:
  std::FILE* stream_;
};

}  // namespace detail

namespace io {

/// Whether a file can be opened for reading.
inline bool exists(const std::string& path) {
  std::FILE* stream = std::fopen(path.c_str(), "rb");
  if (stream) std::fclose(stream);
  return stream != nullptr;
}

/// The bytes of a whole file. Errors: it cannot be opened or read (the message has the system's reason).
inline std::string read_file(const std::string& path) {
  std::FILE* stream = std::fopen(path.c_str(), "rb");
  if (!stream) detail::fail_with_errno("cannot open for reading", path, errno);
  const detail::StreamCloser closer(stream);
  std::string bytes;
  std::size_t used = 0;
  // The size that the system reports is only a first guess: pipes have none.
  const long guess = std::fseek(stream, 0, SEEK_END) == 0 ? std::ftell(stream) : 0;
  std::rewind(stream);
  constexpr long largest_guess = 1L << 30;
  bytes.resize(guess > 0 && guess < largest_guess ? static_cast<std::size_t>(guess) + 1 : 65536);
  errno = 0;
  while (const std::size_t n = std::fread(bytes.data() + used, 1, bytes.size() - used, stream)) {
    used += n;
    if (used == bytes.size()) bytes.resize(2 * used);
  }
  if (std::ferror(stream)) detail::fail_with_errno("cannot read", path, errno);
  bytes.resize(used);
  return bytes;
}

/// A file in the making: everything goes into a temporary file beside `path`, which takes the place of `path`
/// on `commit()`. Without a commit (an error, say) the temporary is removed and `path` is as it was.
class AtomicFile {
 public:
  /// Errors: the temporary file cannot be made (no such directory, no permission).
  explicit AtomicFile(std::string path) : path_(std::move(path)) {
    for (int attempt = 0; attempt < 100 && !stream_; ++attempt) {
      temporary_ = path_ + ".tmp" + std::to_string(process() + attempt);
      errno = 0;
      stream_ = std::fopen(temporary_.c_str(), "wbx");  // x: never somebody else's file
      if (!stream_ && errno != EEXIST) break;
    }
    if (!stream_) detail::fail_with_errno("cannot create a file beside", path_, errno);
  }
  ~AtomicFile() { discard(); }
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;

  /// Appends `size` bytes. Errors: the disk is full, or another reason of the system's.
  void write(const void* bytes, std::size_t size) {
    errno = 0;
    if (size != 0 && std::fwrite(bytes, 1, size, stream_) != size) fail_and_discard("cannot write");
  }

  /// Puts the bytes on the disk and lets them take the place of `path`, in one indivisible step.
  void commit() {
    errno = 0;
    if (std::fflush(stream_) != 0 || !detail::sync_to_disk(stream_)) fail_and_discard("cannot write");
    if (std::fclose(std::exchange(stream_, nullptr)) != 0) fail_and_discard("cannot write");
    if (std::rename(temporary_.c_str(), path_.c_str()) != 0) fail_and_discard("cannot replace");
    temporary_.clear();
  }

 private:
  static long process() {
#if __has_include(<unistd.h>)
    return static_cast<long>(::getpid());
#else
    return 0;
#endif
  }
  void discard() {
    if (stream_) std::fclose(std::exchange(stream_, nullptr));
    if (!temporary_.empty()) std::remove(temporary_.c_str());
    temporary_.clear();
  }
  [[noreturn]] void fail_and_discard(const char* what) {
    const int reason = errno;
    discard();
    detail::fail_with_errno(what, path_, reason);
  }

  std::string path_;
  std::string temporary_;
  std::FILE* stream_ = nullptr;
};

/// Replaces (or creates) a file with `bytes`, atomically.
inline void write_file(const std::string& path, std::string_view bytes) {
  AtomicFile file(path);
  file.write(bytes.data(), bytes.size());
  file.commit();
}

}  // namespace io
}  // namespace cortexpr
