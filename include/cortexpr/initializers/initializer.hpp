/// How learned tensors begin: an initializer turns the fan-in and fan-out of a tensor into a distribution.
#pragma once

#include <cortexpr/core/math.hpp>
#include <cortexpr/graph/value.hpp>

namespace cortexpr {

/// fan_in, fan_out: how many inputs an output element sums over, and the reverse.
struct Initializer {
  enum class Kind : std::uint8_t {
    constant,
    normal,
    uniform,
    glorot_normal,
    glorot_uniform,
    he_normal,
    he_uniform
  };
  Kind kind = Kind::constant;
  float a = 0, b = 0;

  constexpr Initial operator()(double fan_in, double fan_out) const {
    const double glorot = math::sqrt(2.0 / (fan_in + fan_out)), he = math::sqrt(2.0 / fan_in),
                 root3 = math::sqrt(3.0);
    switch (kind) {
      case Kind::constant:
        return {Initial::Kind::constant, a, b};
      case Kind::normal:
        return {Initial::Kind::normal, a, b};
      case Kind::uniform:
        return {Initial::Kind::uniform, a, b};
      case Kind::glorot_normal:
        return around_zero(Initial::Kind::normal, glorot);
      case Kind::glorot_uniform:
        return around_zero(Initial::Kind::uniform, glorot * root3);
      case Kind::he_normal:
        return around_zero(Initial::Kind::normal, he);
      case Kind::he_uniform:
        return around_zero(Initial::Kind::uniform, he * root3);
    }
    return {};
  }

 private:
  static constexpr Initial around_zero(Initial::Kind kind, double size) {
    const auto s = static_cast<float>(size);
    return {kind, kind == Initial::Kind::normal ? 0.f : -s, s};
  }
};

inline constexpr Initializer zeros{};
inline constexpr Initializer ones{Initializer::Kind::constant, 1.f, 0.f};
/// Every element the same.
constexpr Initializer constant(float value) { return {Initializer::Kind::constant, value, 0.f}; }
constexpr Initializer normal(float mean, float deviation) {
  return {Initializer::Kind::normal, mean, deviation};
}
/// In [low, high).
constexpr Initializer uniform(float low, float high) { return {Initializer::Kind::uniform, low, high}; }
/// Glorot & Bengio 2010: deviation sqrt(2 / (fan_in + fan_out)); for tanh, sigmoid, linear layers.
inline constexpr Initializer glorot_normal{Initializer::Kind::glorot_normal};
inline constexpr Initializer glorot_uniform{Initializer::Kind::glorot_uniform};
/// He et al. 2015: deviation sqrt(2 / fan_in); for relu.
inline constexpr Initializer he_normal{Initializer::Kind::he_normal};
inline constexpr Initializer he_uniform{Initializer::Kind::he_uniform};

namespace detail {
/// The beginning of a tensor [..., in, out], whose leading axes (a kernel's window) belong to both fans.
constexpr Initial begin(const Initializer& how, Shape shape) {
  double window = 1;
  for (int i = 0; i + 2 < shape.rank; ++i) window *= shape[i];
  const double in = shape.rank > 1 ? shape[shape.rank - 2] : 1, out = shape.last();
  return how(window * in, window * out);
}
}  // namespace detail

constexpr Value Value::parameter(std::string_view name, Shape shape) const {
  return parameter(name, shape, shape.rank > 1 ? detail::begin(glorot_uniform, shape) : Initial{});
}

}  // namespace cortexpr
