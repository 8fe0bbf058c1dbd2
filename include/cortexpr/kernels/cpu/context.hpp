/// The memory a program runs on.
#pragma once

#include <array>

#include <cortexpr/core/device.hpp>
#include <cortexpr/graph/compile.hpp>
#include <cortexpr/graph/reference_call.hpp>
#include <cstddef>

namespace cortexpr::detail {

/// Pointers to the arenas of one run. `inputs` and `targets` are the caller's, all rows of each.
struct CpuContext {
  std::byte* workspace = nullptr;
  std::byte* parameters = nullptr;
  std::byte* states = nullptr;
  std::byte* gradients = nullptr;
  std::byte* scratch = nullptr;  ///< scratch_bytes for each thread
  std::size_t scratch_bytes = 0;
  const void* const* inputs = nullptr;
  const void* const* targets = nullptr;
  int rows = 1;
  RandomState random{};
};

/// The constants of a program, in the layout of its plan.
template <class P> struct ConstantTable {
  using T = typename P::element;
  static constexpr auto fill() {
    std::array<T, P::frozen.constant_bytes / sizeof(T) + 1> table{};
    for (int i = 0; i < P::frozen.size(); ++i) {
      const Node& n = P::frozen[i];
      if (n.role != Role::constant) continue;
      for (std::size_t k = 0; k < n.shape.size(); ++k)
        table[P::frozen.place(i).offset / sizeof(T) + k] = static_cast<T>(
            n.constant_begin < 0 ? n.constant_value
                                 : P::frozen.constants[static_cast<std::size_t>(n.constant_begin) + k]);
    }
    return table;
  }
  alignas(alignment) static constexpr auto elements = fill();
};

/// Where the elements of a node begin.
template <class P, int id> inline void* address(const CpuContext& c) {
  constexpr Place place = P::frozen.place(id);
  if constexpr (place.memory == Memory::workspace)
    return c.workspace + place.offset;
  else if constexpr (place.memory == Memory::parameters)
    return c.parameters + place.offset;
  else if constexpr (place.memory == Memory::states)
    return c.states + place.offset;
  else if constexpr (place.memory == Memory::gradients)
    return c.gradients + place.offset;
  else if constexpr (place.memory == Memory::input)
    return const_cast<void*>(c.inputs[place.offset]);
  else if constexpr (place.memory == Memory::target)
    return const_cast<void*>(c.targets[place.offset]);
  else if constexpr (place.memory == Memory::constants)
    return const_cast<typename P::element*>(ConstantTable<P>::elements.data() +
                                            place.offset / sizeof(typename P::element));
  else
    return nullptr;
}

}  // namespace cortexpr::detail
