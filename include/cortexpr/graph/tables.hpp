/// What a running program needs to know of its leaves: small read-only tables. The frozen program itself,
/// which leads to every op and its gradient rule, stays in the compiler.
#pragma once

#include <array>
#include <cortexpr/graph/compile.hpp>
#include <string_view>

namespace cortexpr::detail {

/// A parameter or state.
struct LeafEntry {
  Role role = Role::parameter;
  bool consumed = false;  ///< parameters: updated where the gradient is made
  Shape shape{};
  std::size_t offset = 0;  ///< bytes into the arena of its role
  Initial initial{};
  int name_begin = 0, name_size = 0;
};

/// A number read when a run begins; without `read` it is the number of rows.
struct ScalarEntry {
  float (*read)(const void*) = nullptr;
  const void* (*part)(const void*) = nullptr;
  std::size_t offset = 0;
};

template <class P> struct Tables {
  static constexpr bool is_leaf(const Node& n) { return n.role == Role::parameter || n.role == Role::state; }
  static constexpr bool is_scalar(const Node& n) { return n.role == Role::scalar || n.role == Role::rows; }

  static consteval std::size_t count(bool (*of)(const Node&)) {
    std::size_t n = 0;
    for (int i = 0; i < P::frozen.size(); ++i) n += of(P::frozen[i]);
    return n;
  }

  static consteval auto make_leaves() {
    std::array<LeafEntry, count(is_leaf)> table{};
    std::size_t next = 0, parameter = 0;
    for (int i = 0; i < P::frozen.size(); ++i) {
      const Node& n = P::frozen[i];
      if (!is_leaf(n)) continue;
      const bool consumed = n.role == Role::parameter && parameter < P::frozen.consumed.size() &&
                            P::frozen.consumed[parameter++];
      table[next++] = {n.role,    consumed,     n.shape,    P::frozen.place(i).offset,
                       n.initial, n.name_begin, n.name_size};
    }
    return table;
  }

  static consteval auto make_scalars() {
    std::array<ScalarEntry, count(is_scalar)> table{};
    std::size_t next = 0;
    for (int i = 0; i < P::frozen.size(); ++i)
      if (const Node& n = P::frozen[i]; is_scalar(n))
        table[next++] = {n.read, n.part, P::frozen.place(i).offset};
    return table;
  }

  static constexpr auto leaves = make_leaves();
  static constexpr auto scalars = make_scalars();
  static constexpr auto names = P::frozen.names;

  static constexpr std::string_view name(const LeafEntry& e) {
    return {names.data() + e.name_begin, static_cast<std::size_t>(e.name_size)};
  }
};

}  // namespace cortexpr::detail
