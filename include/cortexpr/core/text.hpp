/// Messages put together in constant evaluation: text of a fixed capacity that never overflows.
#pragma once

#include <cortexpr/core/dtype.hpp>
#include <cortexpr/core/shape.hpp>
#include <cstddef>
#include <string_view>

namespace cortexpr {

/// Up to `capacity` characters. What does not fit is left out, and the text then ends in "...".
template <std::size_t capacity> class Text {
  static_assert(capacity >= 3, "a Text needs room for the three dots that mark a truncation");

 public:
  constexpr Text() = default;
  constexpr Text(std::string_view text) { append(text); }

  constexpr Text& append(std::string_view text) {
    for (char c : text) append_character(c);
    return *this;
  }
  constexpr Text& append(const char* text) { return append(std::string_view(text)); }

  constexpr Text& append(long long number) {
    char digits[20]{};
    int count = 0;
    // The remainder of a negative number is not above zero; this way the smallest number needs no special
    // case.
    for (long long rest = number; count == 0 || rest != 0; rest /= 10) {
      const int digit = static_cast<int>(rest % 10);
      digits[count++] = static_cast<char>('0' + (digit < 0 ? -digit : digit));
    }
    if (number < 0) append_character('-');
    while (count > 0) append_character(digits[--count]);
    return *this;
  }
  constexpr Text& append(int number) { return append(static_cast<long long>(number)); }
  constexpr Text& append(std::size_t number) { return append(static_cast<long long>(number)); }

  /// As "[28, 28, 1]".
  constexpr Text& append(const Shape& shape) {
    append_character('[');
    for (int axis = 0; axis < shape.rank; ++axis) append(axis > 0 ? ", " : "").append(shape[axis]);
    append_character(']');
    return *this;
  }

  constexpr Text& append(DType type) { return append(name_of(type)); }

  template <std::size_t other> constexpr Text& append(const Text<other>& text) { return append(text.view()); }

  /// Several pieces, one after the other.
  template <class First, class Second, class... Rest>
  constexpr Text& append(const First& first, const Second& second, const Rest&... rest) {
    append(first);
    return append(second, rest...);
  }

  constexpr std::string_view view() const { return {characters_, size_}; }
  constexpr const char* c_str() const { return characters_; }
  constexpr const char* data() const { return characters_; }
  constexpr std::size_t size() const { return size_; }
  constexpr bool empty() const { return size_ == 0; }
  constexpr bool truncated() const { return truncated_; }

  constexpr bool operator==(std::string_view other) const { return view() == other; }

 private:
  constexpr void append_character(char c) {
    if (truncated_) return;
    if (size_ < capacity) {
      characters_[size_++] = c;
      return;
    }
    truncated_ = true;
    for (std::size_t i = 1; i <= 3; ++i) characters_[capacity - i] = '.';
  }

  char characters_[capacity + 1]{};  // ends in a zero, for those who print C strings
  std::size_t size_ = 0;
  bool truncated_ = false;
};

}  // namespace cortexpr
