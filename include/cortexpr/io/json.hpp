/// JSON (RFC 8259): a value, a strict parser, and quoting for those who write it.
///
/// Strict: UTF-8 is checked, names within an object are unique, nothing follows the value, nesting has a
/// limit.
#pragma once

#include <cortexpr/core/error.hpp>
#include <cortexpr/io/number.hpp>
#include <cortexpr/io/utf8.hpp>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cortexpr::io {

/// One JSON value; arrays and objects own their elements. An object keeps the order of its members.
struct Json {
  enum class Kind : unsigned char { null, boolean, number, string, array, object };

  Kind kind = Kind::null;
  bool boolean = false;
  std::string text{};                ///< of a string: its content; of a number: its digits, as written
  std::vector<Json> items{};         ///< of an array or an object: its elements
  std::vector<std::string> names{};  ///< of an object: the names of `items`

  bool is(Kind k) const { return kind == k; }

  /// The member of that name; nullptr if there is none, or if this is no object.
  const Json* find(std::string_view name) const {
    for (std::size_t i = 0; i < names.size(); ++i)
      if (names[i] == name) return &items[i];
    return nullptr;
  }

  /// Whether this is a number that an unsigned 64-bit integer holds exactly, written without fraction or
  /// exponent.
  bool get(std::uint64_t& value) const { return is(Kind::number) && detail::parse_unsigned(text, value); }

  /// Whether this is a number within the range of double.
  bool get(double& value) const { return is(Kind::number) && detail::parse_number(text, value); }
};

/// Arrays and objects may be nested this deep.
inline constexpr int max_json_depth = 64;

}  // namespace cortexpr::io

namespace cortexpr::detail {

/// A recursive descent through one JSON text.
class JsonParser {
 public:
  JsonParser(std::string_view text, const std::string& file) : text_(text), file_(file) {}

  io::Json parse() {
    io::Json value = parse_value(0);
    skip_space();
    if (at_ < text_.size()) fail_here("the end of the text");
    return value;
  }

 private:
  using Kind = io::Json::Kind;

  io::Json parse_value(int depth) {
    skip_space();
    switch (peek()) {
      case '{':
        return parse_object(depth + 1);
      case '[':
        return parse_array(depth + 1);
      case '"':
        return {.kind = Kind::string, .text = parse_string()};
      case 't':
        return parse_word("true", {.kind = Kind::boolean, .boolean = true});
      case 'f':
        return parse_word("false", {.kind = Kind::boolean});
      case 'n':
        return parse_word("null", {});
      default:
        return {.kind = Kind::number, .text = parse_number_text()};
    }
  }

  io::Json parse_object(int depth) {
    check_depth(depth);
    io::Json object{.kind = Kind::object};
    ++at_;
    skip_space();
    if (accept('}')) return object;
    do {
      skip_space();
      if (peek() != '"') fail_here("a name in quotes");
      object.names.push_back(parse_string());
      skip_space();
      expect(':');
      object.items.push_back(parse_value(depth));
      skip_space();
    } while (accept(','));
    expect('}', "',' or '}'");
    check_unique(object.names);
    return object;
  }

  io::Json parse_array(int depth) {
    check_depth(depth);
    io::Json array{.kind = Kind::array};
    ++at_;
    skip_space();
    if (accept(']')) return array;
    do {
      array.items.push_back(parse_value(depth));
      skip_space();
    } while (accept(','));
    expect(']', "',' or ']'");
    return array;
  }

  io::Json parse_word(std::string_view word, io::Json value) {
    if (text_.substr(at_, word.size()) != word) fail_here("a value");
    at_ += word.size();
    return value;
  }

  // number = [ "-" ] ( "0" | digit1-9 *digit ) [ "." 1*digit ] [ ( "e" | "E" ) [ "+" | "-" ] 1*digit ]
  std::string parse_number_text() {
    const std::size_t begin = at_;
    const bool negative = accept('-');
    if (!is_digit()) fail_here(negative ? "a digit" : "a value");
    if (!accept('0')) skip_digits();
    if (accept('.')) skip_digits();
    if (accept('e') || accept('E')) {
      if (!accept('+')) accept('-');
      skip_digits();
    }
    return std::string(text_.substr(begin, at_ - begin));
  }

  std::string parse_string() {
    std::string out;
    ++at_;
    while (!accept('"')) {
      if (accept('\\')) {
        parse_escape(out);
        continue;
      }
      const std::size_t length = utf8_length(text_.substr(at_));
      if (length == 0 || static_cast<unsigned char>(text_[at_]) < 0x20)
        fail_here("UTF-8 text without control characters, and '\"' at its end");
      out.append(text_.substr(at_, length));
      at_ += length;
    }
    return out;
  }

  void parse_escape(std::string& out) {
    constexpr std::string_view letters = "\"\\/bfnrtu";
    constexpr std::string_view meanings = "\"\\/\b\f\n\r\t";
    const std::size_t which = letters.find(peek());
    if (at_ >= text_.size() || which == letters.npos) fail_here("one of \"\\/bfnrtu after '\\'");
    ++at_;
    if (which < meanings.size())
      out.push_back(meanings[which]);
    else
      append_utf8(out, parse_code_point());
  }

  // What follows \u: four hexadecimal digits, or two such groups for a character above U+FFFF.
  std::uint32_t parse_code_point() {
    const std::uint32_t first = parse_hex4();
    if (first < 0xd800 || first > 0xdfff) return first;
    if (first > 0xdbff || !accept('\\') || !accept('u')) fail_here("a pair of surrogates \\uD8..\\uDC..");
    const std::uint32_t second = parse_hex4();
    if (second < 0xdc00 || second > 0xdfff) fail_here("a second surrogate DC00 to DFFF");
    return 0x10000u + ((first - 0xd800u) << 10) + (second - 0xdc00u);
  }

  std::uint32_t parse_hex4() {
    std::uint32_t value = 0;
    for (int i = 0; i < 4; ++i) {
      const std::size_t digit = std::string_view("0123456789abcdefABCDEF").find(peek());
      if (at_ >= text_.size() || digit == std::string_view::npos)
        fail_here("four hexadecimal digits after \\u");
      value = value * 16 + static_cast<std::uint32_t>(digit < 16 ? digit : digit - 6);
      ++at_;
    }
    return value;
  }

  // Sorted first, so that a hostile header with a million names does not take a million squared comparisons.
  void check_unique(const std::vector<std::string>& names) {
    if (names.size() < 2) return;
    std::vector<const std::string*> sorted;
    for (const std::string& name : names) sorted.push_back(&name);
    using Pointer = const std::string* const*;
    std::qsort(sorted.data(), sorted.size(), sizeof(sorted[0]), [](const void* a, const void* b) {
      return (*static_cast<Pointer>(a))->compare(**static_cast<Pointer>(b));
    });
    for (std::size_t i = 1; i < sorted.size(); ++i)
      if (*sorted[i - 1] == *sorted[i])
        fail({.what = "damaged JSON",
              .file = file_,
              .expected = "every name once",
              .found = "'" + *sorted[i] + "' twice"});
  }

  void check_depth(int depth) {
    if (depth > io::max_json_depth)
      fail_here("at most " + std::to_string(io::max_json_depth) + " levels of nesting");
  }

  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  bool is_digit() const { return peek() >= '0' && peek() <= '9'; }
  bool accept(char c) {
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  void expect(char c, const char* words = nullptr) {
    if (!accept(c)) fail_here(words ? std::string(words) : std::string("'") + c + "'");
  }
  void skip_digits() {
    if (!is_digit()) fail_here("a digit");
    while (is_digit()) ++at_;
  }
  void skip_space() {
    while (at_ < text_.size() && (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r')) ++at_;
  }

  [[noreturn]] void fail_here(std::string expected) const {
    std::string found = "the end";
    if (at_ < text_.size()) {
      const auto byte = static_cast<unsigned char>(text_[at_]);
      found =
          byte >= 0x20 && byte < 0x7f ? std::string("'") + text_[at_] + "'" : "byte " + std::to_string(byte);
    }
    found += " at offset " + std::to_string(at_);
    fail({.what = "damaged JSON", .file = file_, .expected = std::move(expected), .found = std::move(found)});
  }

  std::string_view text_;
  const std::string& file_;
  std::size_t at_ = 0;
};

}  // namespace cortexpr::detail

namespace cortexpr::io {

/// Reads one JSON value from text. `file` is only for messages.
/// Errors: anything that RFC 8259 does not allow, with its offset in bytes.
inline Json parse_json(std::string_view text, const std::string& file = {}) {
  return detail::JsonParser(text, file).parse();
}

/// A string as JSON: in quotes, with escapes where they are needed. Errors: it is not UTF-8.
inline std::string json_quoted(std::string_view text) {
  if (!detail::is_utf8(text))
    fail(ErrorFacts{.what = "cannot write a text as JSON", .expected = "valid UTF-8"});
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\')
      (out += '\\') += c;
    else if (byte >= 0x20)
      out += c;
    else
      (out += byte < 16 ? "\\u000" : "\\u001") += "0123456789abcdef"[byte % 16];
  }
  return out += '"';
}

}  // namespace cortexpr::io
