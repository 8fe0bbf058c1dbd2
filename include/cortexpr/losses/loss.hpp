/// What a loss is: a constexpr callable (Value prediction, Value target) -> Value, a scalar.
#pragma once

#include <concepts>
#include <cortexpr/graph/value.hpp>

namespace cortexpr {

/// The tensor a loss compares the prediction with.
struct Target {
  Shape shape{};
  DType dtype = DType::f32;
};

/// A loss that states its target; others (a user's lambda) get one like the prediction.
template <class L>
concept StatesTarget = requires(Shape prediction) {
  { L::target(prediction) } -> std::same_as<Target>;
};

template <class L>
concept Loss = requires(const L& loss, Value v) {
  { loss(v, v) } -> std::same_as<Value>;
};

namespace detail {
template <class L> constexpr Target target_of(Shape prediction, DType element) {
  if constexpr (StatesTarget<L>) {
    Target t = L::target(prediction);
    if (t.dtype != DType::i32) t.dtype = element;
    return t;
  } else {
    return {prediction, element};
  }
}
}  // namespace detail

}  // namespace cortexpr
