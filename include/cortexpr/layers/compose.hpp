/// Composition: a layer is any constexpr callable from Value to Value, and `a | b` is the layer that does a,
/// then b.
#pragma once

#include <concepts>
#include <cortexpr/graph/value.hpp>
#include <utility>

namespace cortexpr {

template <class F>
concept Layer = requires(const F& f, Value x) {
  { f(x) } -> std::same_as<Value>;
};

namespace detail {

template <std::size_t index, class L> struct Link {
  L layer;
};

template <class Indices, class... L> struct ChainLinks;
template <std::size_t... i, class... L> struct ChainLinks<std::index_sequence<i...>, L...> : Link<i, L>... {
  explicit constexpr ChainLinks(const L&... layers) : Link<i, L>{layers}... {}

  constexpr Value operator()(Value x) const {
    ((x = step<i>(x, static_cast<const Link<i, L>&>(*this).layer)), ...);
    return x;
  }
  template <class Longer, class M> constexpr Longer append(const M& last) const {
    return Longer(static_cast<const Link<i, L>&>(*this).layer..., last);
  }

 private:
  template <std::size_t position, class M> static constexpr Value step(Value x, const M& layer) {
    Graph& g = x.graph();
    g.enter(static_cast<int>(position));
    x = layer(x);
    g.leave();
    return x;
  }
};

}  // namespace detail

/// Layers one after another. Parameters of the layer at position i are named "i.<name>".
template <class... L> struct Chain : detail::ChainLinks<std::index_sequence_for<L...>, L...> {
  using detail::ChainLinks<std::index_sequence_for<L...>, L...>::ChainLinks;
};

namespace detail {
template <class A, class B> constexpr Chain<A, B> compose(const A& a, const B& b) {
  return Chain<A, B>(a, b);
}
template <class... L, class B> constexpr Chain<L..., B> compose(const Chain<L...>& a, const B& b) {
  return a.template append<Chain<L..., B>>(b);
}
}  // namespace detail

template <Layer A, class B> constexpr auto operator|(const A& a, const B& b) {
  constexpr bool right_side_is_a_layer = Layer<B>;
  static_assert(right_side_is_a_layer,
                "what stands right of | is not a layer: a layer is a constexpr callable Value -> Value");
  if constexpr (right_side_is_a_layer)
    return detail::compose(a, b);
  else
    return a;
}
/// An overloaded function: `input<8> | tanh`.
template <Layer A> constexpr auto operator|(const A& a, Value (*b)(Value)) { return detail::compose(a, b); }

/// Applies a layer inside of another one; its position there names its parameters.
template <Layer F> constexpr Value operator|(Value x, const F& layer) {
  Graph& g = x.graph();
  g.enter_next();
  x = layer(x);
  g.leave();
  return x;
}
constexpr Value operator|(Value x, Value (*layer)(Value)) { return layer(x); }

}  // namespace cortexpr
