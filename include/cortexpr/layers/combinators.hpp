/// Layers made of layers: repeat, branch, concat, residual-free naming and sharing, networks of several
/// inputs.
#pragma once

#include <cortexpr/layers/compose.hpp>
#include <cortexpr/ops/concat.hpp>

namespace cortexpr {

namespace detail {

template <int times, class L> struct Repeat {
  L layer;
  constexpr Value operator()(Value x) const {
    for (int i = 0; i < times; ++i) {
      const Shape before = x.shape();
      x.graph().enter(i);
      x = layer(x);
      x.graph().leave();
      if (i + 1 < times && !(x.shape() == before) && !x.graph().complaint.made && before.rank >= 0)
        return x.fail(Text<64>{}.append("repeat<").append(times).append(">").view(),
                      Text<96>{}.append("a layer that keeps the shape ").append(before).view(),
                      Text<64>{}.append(x.shape()).view(), "repeat only what keeps its input's shape");
    }
    return x;
  }
};
template <int times> struct RepeatMaker {
  static_assert(times > 0, "repeat<times>: at least once");
  template <Layer L> constexpr Repeat<times, L> operator()(const L& layer) const { return {layer}; }
  constexpr Repeat<times, Value (*)(Value)> operator()(Value (*layer)(Value)) const { return {layer}; }
};

template <class L> struct Named {
  Text<32> name;
  L layer;
  bool shared;
  constexpr Value operator()(Value x) const {
    Graph& g = x.graph();
    const bool before = g.sharing;
    if (shared)
      g.enter_root(name.view());
    else
      g.enter(name.view());
    g.sharing = before || shared;
    x = layer(x);
    g.sharing = before;
    g.leave();
    return x;
  }
};

template <class... L> struct Branches {
  Chain<L...> links;
  int axis;
  bool add;
  constexpr Value operator()(Value x) const { return apply(x, std::index_sequence_for<L...>{}); }

 private:
  template <std::size_t... i> constexpr Value apply(Value x, std::index_sequence<i...>) const {
    const std::vector<Value> parts{x | static_cast<const Link<i, L>&>(links).layer...};
    return concat(parts, axis);
  }
};

template <class F> struct Network {
  F record;
  template <class... V> requires std::same_as<std::invoke_result_t<const F&, V...>, Value>
  constexpr Value operator()(V... inputs) const {
    return record(inputs...);
  }
};

}  // namespace detail

/// `repeat<12>(block)`: the layer, that many times, each time with parameters of its own.
template <int times> inline constexpr detail::RepeatMaker<times> repeat{};

/// Gives a layer's parameters a name of their own: `named("encoder", dense<8>)` has "encoder.weight".
template <Layer L> constexpr auto named(std::string_view name, const L& layer) {
  return detail::Named<L>{Text<32>{}.append(name), layer, false};
}

/// The same parameters wherever a layer of this name is applied (tied weights, siamese networks).
template <Layer L> constexpr auto shared(std::string_view name, const L& layer) {
  return detail::Named<L>{Text<32>{}.append(name), layer, true};
}

/// Applies several layers to one input and joins their results along the last axis.
template <Layer... L> constexpr auto branch(const L&... layers) {
  return detail::Branches<L...>{Chain<L...>(layers...), -1, false};
}

/// A network from a lambda of one to four inputs, each of which meets an `input<...>` inside.
template <class F> constexpr detail::Network<F> network(F record) { return {record}; }

}  // namespace cortexpr
