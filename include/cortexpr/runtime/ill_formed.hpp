/// How a mistake looks to the compiler: one error, and what was complained of stands in its first line.
///
///   error: no type named 'program' in 'struct cortexpr::IllFormed<Where{"layer 1 (dense<10>)"},
///   Expected{"[features] or [time, features]"}, Found{"[28, 28, 1]"}, Remedy{"put flatten before it"}>'
///
/// This is the only way in which both g++ and clang print a text that was put together while compiling. clang
/// cuts texts of more than 36 characters: a longer one is given as several.
#pragma once

#include <cortexpr/graph/graph.hpp>
#include <type_traits>
#include <utility>

namespace cortexpr {

/// The parts of a complaint, each of its own length, so that no compiler prints padding.
namespace why {
template <int size> struct Where {
  char text[size + 1]{};
};
template <int size> struct Expected {
  char text[size + 1]{};
};
template <int size> struct Found {
  char text[size + 1]{};
};
template <int size> struct Remedy {
  char text[size + 1]{};
};
}  // namespace why

/// What takes the place of a network, loss or optimizer that cannot be compiled. It has no `program`.
template <auto... why> struct IllFormed {};

namespace detail {

constexpr Complaint complaint_of(std::string_view where, std::string_view expected, std::string_view found,
                                 std::string_view remedy) {
  return {where, expected, found, remedy, true};
}

/// A part of a complaint, cut at its blanks into pieces that clang prints whole.
struct Pieces {
  static constexpr int longest = 36;
  int begin[8]{}, size[8]{}, count = 0;

  explicit constexpr Pieces(std::string_view text) {
    const auto end = static_cast<int>(text.size());
    for (int at = 0; at < end && count < 8; ++count) {
      int next = at + longest < end ? at + longest : end;
      while (next < end && next > at + 1 && text[static_cast<std::size_t>(next - 1)] != ' ') --next;
      begin[count] = at;
      size[count] = next - at;
      at = next;
    }
  }
};

/// What stands for a program that could be made.
struct WellFormed {
  using program = WellFormed;
};

template <template <int> class Part, int size> constexpr Part<size> filled(const char* text) {
  Part<size> part;
  // The zero at the end is written too: clang prints numbers instead of a text that does not end in one.
  for (int i = 0; i <= size; ++i) part.text[i] = i < size ? text[i] : '\0';
  return part;
}

/// Piece i of a part of Source::complaint; `text` is that part.
template <template <int> class Part, class Source, auto text, int i> constexpr auto piece() {
  constexpr Pieces cut{(Source::complaint.*text).view()};
  return filled<Part, cut.size[i]>((Source::complaint.*text).data() + cut.begin[i]);
}

template <class Source, auto text> constexpr auto pieces_of() {
  return std::make_integer_sequence<int, Pieces((Source::complaint.*text).view()).count>{};
}

/// IllFormed<...> with all parts of Source::complaint.
template <class Source> constexpr auto report() {
  using C = Complaint;
  return []<int... w, int... e, int... f, int... r>(
             std::integer_sequence<int, w...>, std::integer_sequence<int, e...>,
             std::integer_sequence<int, f...>, std::integer_sequence<int, r...>) {
    return IllFormed<
        piece<why::Where, Source, &C::where, w>()..., piece<why::Expected, Source, &C::expected, e>()...,
        piece<why::Found, Source, &C::found, f>()..., piece<why::Remedy, Source, &C::remedy, r>()...>{};
  }(pieces_of<Source, &C::where>(), pieces_of<Source, &C::expected>(), pieces_of<Source, &C::found>(),
         pieces_of<Source, &C::remedy>());
}

/// `typename decltype(verdict<Source>())::program` is an error if Source is not ok. With `Before`, only if
/// that is ok: its complaint is the same, and was reported where it stands.
template <class Source, class Before = Source> constexpr auto verdict() {
  if constexpr (Source::ok)
    return WellFormed{};
  else if constexpr (std::is_same_v<Source, Before>)
    return report<Source>();
  else if constexpr (!Before::ok)
    return WellFormed{};
  else
    return report<Source>();
}

// ---- the former way, still used by train/feed.hpp
template <std::size_t n> struct Words {
  char text[n + 1]{};
};
template <std::size_t n> constexpr Words<n> words(std::string_view s) {
  Words<n> w;
  for (std::size_t i = 0; i < n; ++i) w.text[i] = s[i];
  return w;
}

}  // namespace detail
}  // namespace cortexpr
