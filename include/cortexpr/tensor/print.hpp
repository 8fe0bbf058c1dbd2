/// Tensors as text, laid out as NumPy does: nested brackets, aligned columns, the middle of large ones left
/// out.
#pragma once

#include <cortexpr/tensor/fixed_tensor.hpp>
#include <cstdio>
#include <string>

namespace cortexpr {

namespace detail::tensors {

template <class T> std::string number_to_string(T x) {
  char text[40];
  if constexpr (std::is_integral_v<T>)
    std::snprintf(text, sizeof text, "%lld", static_cast<long long>(x));
  else
    std::snprintf(text, sizeof text, "%.6g", static_cast<double>(x));
  return text;
}

/// Writes one tensor. Called twice: first to measure the widest number, then to write all as wide as that.
template <class E> class Printer {
  static constexpr int edge = 3;  ///< so many entries are shown at both ends of a long axis
  static constexpr bool shorten = E::size() > 1000;  ///< NumPy's threshold

 public:
  explicit Printer(const E& e) : e_(e) {
    visit(0, [this](std::size_t length) { width_ = length > width_ ? length : width_; });
    visit(0, nullptr);
  }
  std::string text() && { return std::move(text_); }

 private:
  template <class Measure> void visit(int axis, Measure measure) {
    constexpr bool writing = std::is_same_v<Measure, std::nullptr_t>;
    if (axis == E::rank()) {
      const std::string number = number_to_string(converted<computed<type_of<E>>>(e_.at(index_)));
      if constexpr (writing)
        text_.append(width_ - number.size(), ' ').append(number);
      else
        measure(number.size());
      return;
    }
    const int extent = E::shape()[axis];
    if constexpr (writing) text_ += '[';
    for (int i = 0; i < extent; ++i) {
      if constexpr (writing)
        if (i > 0) separate(axis);
      if (shorten && extent > 2 * edge && i == edge) {
        if constexpr (writing) text_ += "...", separate(axis);
        i = extent - edge;
      }
      index_[axis] = static_cast<std::size_t>(i);
      visit(axis + 1, measure);
    }
    if constexpr (writing) text_ += ']';
  }

  /// A blank between numbers, a new line between rows, an empty line more for each axis around.
  void separate(int axis) {
    const auto inner = static_cast<std::size_t>(E::rank() - 1 - axis);
    if (inner == 0)
      text_ += ' ';
    else
      text_.append(inner, '\n').append(static_cast<std::size_t>(axis) + 1, ' ');
  }

  const E& e_;
  std::size_t index_[E::rank() > 0 ? E::rank() : 1]{};
  std::size_t width_ = 0;
  std::string text_;
};

}  // namespace detail::tensors

/// The elements with 6 significant digits. Of more than 1000 elements, long axes show three at both ends.
template <TensorExpression E> std::string to_string(const E& e) {
  return detail::tensors::Printer<E>(e).text();
}

/// Works with any stream that takes a std::string; <iostream> is the caller's.
template <class Stream, TensorExpression E> requires requires(Stream& stream, const std::string& text) {
  stream << text;
} Stream& operator<<(Stream& stream, const E& e) {
  stream << to_string(e);
  return stream;
}

}  // namespace cortexpr
