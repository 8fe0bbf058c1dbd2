/// What happens when something is wrong at run time: one exception type, or one replaceable handler.
#pragma once

#include <cortexpr/core/config.hpp>
#include <exception>
#include <string>
#include <utility>

namespace cortexpr {

/// The facts of a run-time error. Empty fields are left out of the message.
struct ErrorFacts {
  std::string what{};      ///< what was attempted and failed, in words
  std::string file{};      ///< the file it concerns
  std::string tensor{};    ///< the tensor (or column, option, argument) it concerns
  std::string expected{};  ///< what would have been right
  std::string found{};     ///< what was there instead
};

/// The one exception of the library; `what()` joins the facts into a sentence.
class Error : public std::exception {
 public:
  explicit Error(ErrorFacts facts) : facts_(std::move(facts)), message_(facts_.what) {
    add("file ", facts_.file);
    add("tensor ", facts_.tensor);
    add("expected ", facts_.expected);
    add("found ", facts_.found);
  }
  explicit Error(std::string what) : Error(ErrorFacts{.what = std::move(what)}) {}

  const char* what() const noexcept override { return message_.c_str(); }
  const ErrorFacts& facts() const noexcept { return facts_; }

 private:
  void add(const char* label, const std::string& fact) {
    if (!fact.empty()) message_ += "; " + (label + fact);
  }
  ErrorFacts facts_;
  std::string message_;
};

/// Where errors go in a program compiled without exceptions: called with the message; the program ends if it
/// returns.
using ErrorHandler = void (*)(const char* message);

namespace detail {
inline ErrorHandler& error_handler() {
  static ErrorHandler handler = nullptr;
  return handler;
}
}  // namespace detail

/// Replaces the handler and returns the one before; nullptr restores the default (print and terminate).
inline ErrorHandler set_error_handler(ErrorHandler handler) {
  return std::exchange(detail::error_handler(), handler);
}

/// Throws `Error`, or calls the handler where there are no exceptions.
[[noreturn]] inline void fail(ErrorFacts facts) {
#if CORTEXPR_EXCEPTIONS
  throw Error(std::move(facts));
#else
  const Error error(std::move(facts));
  if (detail::error_handler())
    detail::error_handler()(error.what());
  else
    __builtin_printf("cortexpr: %s\n", error.what());
  std::terminate();
#endif
}
[[noreturn]] inline void fail(std::string what) { fail(ErrorFacts{.what = std::move(what)}); }

}  // namespace cortexpr
