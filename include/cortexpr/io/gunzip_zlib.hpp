/// Unpacking gzip by zlib.
#pragma once

#if !__has_include(<zlib.h>)
#error "CORTEXPR_WITH_ZLIB is 1, but <zlib.h> is not there: install zlib's development files, or set it to 0"
#endif
#include <zlib.h>

#include <cortexpr/core/error.hpp>
#include <string>
#include <string_view>

namespace cortexpr::detail {

/// One use of zlib's decompressor. `packed` may hold several gzip members, one after the other.
class Inflater {
 public:
  Inflater(std::string_view packed, const std::string& file) : file_(file) {
    constexpr int gzip_only = 15 + 16;  // the largest window, and a gzip header
    if (inflateInit2(&stream_, gzip_only) != Z_OK) fail({.what = "zlib does not start", .file = file_});
    // zlib does not write to its input; its interface is older than const.
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
    left_ = packed.size();
  }
  ~Inflater() { inflateEnd(&stream_); }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  std::string run() {
    std::string out(4 * left_ + 4096, '\0');
    std::size_t used = 0;
    for (;;) {
      if (used == out.size()) out.resize(2 * used);
      const std::size_t produced = step(out.data() + used, out.size() - used);
      used += produced;
      if (ended_ && left_ + stream_.avail_in == 0) break;
      if (ended_) inflateReset(&stream_);
      if (!ended_ && produced == 0 && left_ + stream_.avail_in == 0) fail_damaged("the file ends too early");
    }
    out.resize(used);
    return out;
  }

 private:
  // zlib counts in 32 bits: input and output are fed in pieces that fit.
  static constexpr std::size_t piece = 1u << 30;

  std::size_t step(char* out, std::size_t room) {
    if (stream_.avail_in == 0) {
      stream_.avail_in = static_cast<uInt>(left_ < piece ? left_ : piece);
      left_ -= stream_.avail_in;
    }
    const auto asked = static_cast<uInt>(room < piece ? room : piece);
    stream_.next_out = reinterpret_cast<Bytef*>(out);
    stream_.avail_out = asked;
    const int result = inflate(&stream_, Z_NO_FLUSH);
    ended_ = result == Z_STREAM_END;
    if (result != Z_OK && result != Z_STREAM_END && result != Z_BUF_ERROR)
      fail_damaged(stream_.msg ? stream_.msg : "damaged data");
    return asked - stream_.avail_out;
  }

  [[noreturn]] void fail_damaged(const char* found) {
    fail({.what = "cannot unpack a gzip file",
          .file = file_,
          .expected = "undamaged gzip data",
          .found = found});
  }

  const std::string& file_;
  z_stream stream_{};
  std::size_t left_ = 0;  ///< bytes of input that zlib has not been given yet
  bool ended_ = false;    ///< whether the last step met the end of a member
};

/// The unpacked content. `file` is only for messages. Errors: damaged or truncated data.
inline std::string gunzip(std::string_view packed, const std::string& file) {
  return Inflater(packed, file).run();
}

}  // namespace cortexpr::detail
