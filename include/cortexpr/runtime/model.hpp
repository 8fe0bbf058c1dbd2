/// A network with its parameters and states: what is trained, saved and asked for predictions.
#pragma once

#include <cortexpr/core/random.hpp>
#include <cortexpr/graph/tables.hpp>
#include <cortexpr/kernels/cpu/context.hpp>
#include <cortexpr/runtime/arena.hpp>
#include <cortexpr/runtime/ill_formed.hpp>
#include <cortexpr/runtime/program.hpp>

namespace cortexpr {

/// Where the random numbers of a model begin.
struct Seed {
  std::uint64_t value = 0;
};
constexpr Seed seed(std::uint64_t value) { return {value}; }

namespace detail {

/// The random stream of a tensor follows from its name, not from its place among the others, which may depend
/// on the order in which a compiler evaluates operands (FNV-1a, 32 bits).
constexpr std::uint32_t stream_of(std::string_view name) {
  std::uint32_t hash = 2166136261u;
  for (char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619u;
  return hash;
}

/// Fills a tensor as its Initial says.
template <class T> void initialize(T* elements, std::size_t count, const Initial& how, std::uint64_t seed,
                                   std::uint32_t stream) {
  const RandomKey key{seed, stream, 0};
  for (std::size_t i = 0; i < count; ++i) {
    float x = how.a;
    if (how.kind == Initial::Kind::normal) x = how.a + how.b * normal<float>(key, i);
    if (how.kind == Initial::Kind::uniform) x = how.a + (how.b - how.a) * cortexpr::uniform<float>(key, i);
    elements[i] = static_cast<T>(x);
  }
}

/// Storage of a model on a device; specialised by each.
template <class Device> struct Storage;
template <> struct Storage<Cpu> {
  using type = Arena;
};

}  // namespace detail

/// One named tensor of a model, in place.
template <class T> struct TensorRef {
  std::string_view name;
  Shape shape;
  T* data;
  std::size_t size() const { return shape.size(); }
};

/// `net` is a constexpr network. A const Model can be shared by threads: runs keep their values elsewhere.
template <const auto& net, class Device = Cpu, class T = float> class Model {
 public:
  static constexpr const auto& network = net;
  using program = Program<net, Mode::inference, 1, NoLoss, T>;
  using element = typename program::element;
  using device = Device;
  static constexpr bool ok = program::ok;

  /// Parameters drawn from their initialisers; the same numbers for the same seed, everywhere.
  explicit Model(Seed s = {})
      : seed_(s.value),
        parameters_(program::frozen.parameter_bytes),
        states_(program::frozen.state_bytes) {
    for_each_leaf([&](const detail::LeafEntry& e, T* elements) {
      detail::initialize(elements, e.shape.size(), e.initial, seed_, detail::stream_of(tables::name(e)));
    });
  }

  std::uint64_t seed() const { return seed_; }

  /// Calls f(TensorRef) for every parameter, then for every state.
  template <class F> void for_each_parameter(F f) { each<Role::parameter>(*this, f); }
  template <class F> void for_each_parameter(F f) const { each<Role::parameter>(*this, f); }
  template <class F> void for_each_state(F f) { each<Role::state>(*this, f); }
  template <class F> void for_each_state(F f) const { each<Role::state>(*this, f); }

  detail::Arena& parameter_arena() { return parameters_; }
  const detail::Arena& parameter_arena() const { return parameters_; }
  detail::Arena& state_arena() { return states_; }
  const detail::Arena& state_arena() const { return states_; }

 private:
  using tables = detail::Tables<program>;

  template <class F> void for_each_leaf(F f) {
    for (const detail::LeafEntry& e : tables::leaves)
      f(e, at(e.role == Role::parameter ? parameters_ : states_, e));
  }
  static T* at(detail::Arena& arena, const detail::LeafEntry& e) {
    return reinterpret_cast<T*>(arena.data() + e.offset);
  }
  static const T* at(const detail::Arena& arena, const detail::LeafEntry& e) {
    return reinterpret_cast<const T*>(arena.data() + e.offset);
  }
  template <Role role, class Self, class F> static void each(Self& self, F f) {
    using E = std::conditional_t<std::is_const_v<Self>, const T, T>;
    for (const detail::LeafEntry& e : tables::leaves)
      if (e.role == role)
        f(TensorRef<E>{tables::name(e), e.shape,
                       at(role == Role::parameter ? self.parameters_ : self.states_, e)});
  }

  std::uint64_t seed_;
  typename detail::Storage<Device>::type parameters_, states_;
};

/// How many numbers a network learns.
template <const auto& net> inline constexpr std::size_t parameter_count = [] {
  std::size_t count = 0;
  using P = Program<net>;
  for (int i = 0; i < P::frozen.size(); ++i)
    if (P::frozen[i].role == Role::parameter) count += P::frozen[i].shape.size();
  return count;
}();

/// What a run of a network needs, in bytes, as constants.
struct MemoryUse {
  std::size_t workspace_bytes = 0;  ///< values between layers, sharing memory
  std::size_t parameter_bytes = 0, state_bytes = 0;
  std::size_t unshared_bytes = 0;  ///< what the workspace would be if no two values shared memory
};
template <const auto& net, auto batch_> inline constexpr MemoryUse memory = [] {
  constexpr auto& f = Program<net, Mode::inference, decltype(batch_)::rows>::frozen;
  return MemoryUse{f.workspace_bytes, f.parameter_bytes, f.state_bytes, f.values_bytes};
}();

}  // namespace cortexpr
