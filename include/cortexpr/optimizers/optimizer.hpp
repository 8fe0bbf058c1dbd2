/// What an optimizer is: a constexpr callable (Value parameter, Value gradient) -> Value, the new parameter.
/// It is recorded once, on all parameters as one vector. Before it may stand steps that change the gradient:
/// `clip_by_global_norm({.max_norm = 1}) | l2({.weight = 1e-4f}) | adam({...})`.
#pragma once

#include <cortexpr/layers/compose.hpp>

namespace cortexpr {

template <class O>
concept GradientStep = requires(const O& step, Value v) {
  { step(v, v) } -> std::same_as<Value>;
};

namespace detail {

/// Steps one after another; each finds its own numbers in its own part of the whole.
template <class Indices, class... S> struct StepLinks;
template <std::size_t... i, class... S> struct StepLinks<std::index_sequence<i...>, S...> : Link<i, S>... {
  explicit constexpr StepLinks(const S&... steps) : Link<i, S>{steps}... {}

  constexpr Value operator()(Value parameter, Value gradient) const {
    ((gradient = step<i, S>(parameter, gradient)), ...);
    return gradient;
  }
  template <class Longer, class M> constexpr Longer append(const M& last) const {
    return Longer(static_cast<const Link<i, S>&>(*this).layer..., last);
  }
  template <std::size_t position, class M> constexpr const M& get() const {
    return static_cast<const Link<position, M>&>(*this).layer;
  }

 private:
  template <std::size_t position, class M> constexpr Value step(Value parameter, Value gradient) const {
    Graph& g = parameter.graph();
    g.part = +[](const void* whole) -> const void* {
      return &static_cast<const StepLinks*>(whole)->template get<position, M>();
    };
    const Value result = get<position, M>()(parameter, gradient);
    g.part = nullptr;
    return result;
  }
};

}  // namespace detail

template <class... S> struct StepChain : detail::StepLinks<std::index_sequence_for<S...>, S...> {
  using detail::StepLinks<std::index_sequence_for<S...>, S...>::StepLinks;
  /// The optimizer proper, which stands last: where schedules find the learning rate.
  using Last = std::remove_cvref_t<decltype((std::declval<S>(), ...))>;
  constexpr Last& last() { return static_cast<detail::Link<sizeof...(S) - 1, Last>&>(*this).layer; }
};

namespace detail {
template <class A, class B> constexpr StepChain<A, B> compose_steps(const A& a, const B& b) {
  return StepChain<A, B>(a, b);
}
template <class... S, class B>
constexpr StepChain<S..., B> compose_steps(const StepChain<S...>& a, const B& b) {
  return a.template append<StepChain<S..., B>>(b);
}
}  // namespace detail

template <GradientStep A, GradientStep B> constexpr auto operator|(const A& a, const B& b) {
  return detail::compose_steps(a, b);
}

}  // namespace cortexpr
