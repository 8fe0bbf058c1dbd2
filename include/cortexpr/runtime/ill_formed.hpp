/// How a wrong network looks to the compiler: one error, whose text is the complaint.
#pragma once

#include <cortexpr/graph/graph.hpp>

namespace cortexpr::detail {

/// A complaint's text of its own length, so that the compiler prints no padding.
template <std::size_t n> struct Words {
  char text[n + 1]{};
};
template <std::size_t n> constexpr Words<n> words(std::string_view s) {
  Words<n> w;
  for (std::size_t i = 0; i < n; ++i) w.text[i] = s[i];
  return w;
}

template <Words where, Words expected, Words found, Words remedy> struct ill_formed_network {
  static constexpr bool read_the_four_texts_above = sizeof(where) == 0;
  static_assert(
      read_the_four_texts_above,
      "ill-formed network: where, expected, found, remedy are the arguments of ill_formed_network<...>");
};

template <class P> constexpr bool check_network() {
  if constexpr (!P::ok) {
    constexpr auto& c = P::measured.complaint;
    return sizeof(ill_formed_network<words<c.where.view().size()>(c.where.view()),
                                     words<c.expected.view().size()>(c.expected.view()),
                                     words<c.found.view().size()>(c.found.view()),
                                     words<c.remedy.view().size()>(c.remedy.view())>) == 0;
  }
  return P::ok;
}

template <class P> inline constexpr bool well_formed = check_network<P>();

}  // namespace cortexpr::detail
