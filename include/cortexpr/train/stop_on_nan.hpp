/// A callback that ends a training when a number is no longer finite, and says where it came from.
#pragma once

#include <cortexpr/core/error.hpp>
#include <cortexpr/graph/reference.hpp>
#include <cortexpr/runtime/program.hpp>
#include <cortexpr/train/callback.hpp>
#include <cortexpr/train/snapshot.hpp>
#include <cstring>
#include <string>
#include <vector>

namespace cortexpr {

namespace detail {

/// By its bits, so that no compiler flag can define infinity away.
template <class T> bool is_finite(T x) {
  if constexpr (sizeof(T) == 8)
    return (__builtin_bit_cast(std::uint64_t, x) & 0x7ff0000000000000ull) != 0x7ff0000000000000ull;
  else
    return (__builtin_bit_cast(std::uint32_t, static_cast<float>(x)) & 0x7f800000u) != 0x7f800000u;
}
template <class T> std::size_t first_not_finite(const T* x, std::size_t count) {
  std::size_t i = 0;
  while (i < count && is_finite(x[i])) ++i;
  return i;
}

/// A batch that went wrong, computed again by the reference executor, node by node.
template <class TrainerType> class Autopsy {
  using model_type = typename TrainerType::model_type;
  using T = typename model_type::element;
  using Loss = typename TrainerType::loss_type;

 public:
  Autopsy(TrainerType& trainer, const Progress& p)
      : recording_(
            RecordNetwork<model_type::network, Mode::training, TrainerType::capacity, Loss, T, false>{}()),
        rows_(p.rows) {
    b_.rows = p.rows;
    b_.object = &trainer.loss();
    b_.random = {trainer.model().seed(), trainer.steps() - 1};
    const auto add = [](std::vector<std::vector<T>>& to) {
      return [&to](const auto& t) { to.emplace_back(t.data, t.data + t.size()); };
    };
    trainer.model().for_each_parameter(add(b_.parameters));
    trainer.model().for_each_state(add(b_.states));
    std::size_t input = 0;
    for (const Node& n : recording_.graph.nodes) {
      if (n.role == Role::input) b_.inputs.push_back(read(n, p.inputs[input++]));
      if (n.role == Role::target) b_.targets.push_back(read(n, p.target));
    }
  }

  /// The first node that is not finite, in words; empty if all are.
  std::string find() {
    const Graph& g = recording_.graph;
    const auto values = evaluate(g, b_);
    const int loss = g.results[0];
    for (int i = 0; i < g.size(); ++i) {
      const auto& v = values[static_cast<std::size_t>(i)];
      const std::size_t at = first_not_finite(v.data(), v.size());
      if (at == v.size()) continue;
      found_ = v[at] != v[at] ? "nan" : v[at] > 0 ? "inf" : "-inf";
      if (g[i].batched) found_ += ", sample " + std::to_string(at / g[i].shape.size()) + " of the batch";
      return in_words(g, g[i], i > loss);
    }
    return {};
  }
  const std::string& found() const { return found_; }

 private:
  std::vector<T> read(const Node& n, const void* from) const {
    std::vector<T> v(n.shape.size() * (n.batched ? static_cast<std::size_t>(rows_) : 1));
    for (std::size_t i = 0; i < v.size(); ++i)
      v[i] = n.dtype == DType::i32 ? static_cast<T>(static_cast<const std::int32_t*>(from)[i])
                                   : static_cast<const T*>(from)[i];
    return v;
  }
  static std::string in_words(const Graph& g, const Node& n, bool after_loss) {
    if (n.role == Role::input) return "the network's input";
    if (n.role == Role::target) return "the target";
    const std::string name(g.name(n));
    if (n.role == Role::parameter || n.role == Role::state) return name;
    const std::string op = name.empty() ? "the loss" : "layer " + name;
    return (after_loss ? "the gradient" : op) + " (" + std::string(n.op->name) + ")";
  }

  Recording recording_;
  int rows_;
  ReferenceBindings<T> b_{};
  std::string found_{};
};

class StopOnNan {
 public:
  template <class TrainerType> void operator()(TrainerType& trainer, const Progress& p) {
    if (p.moment == Moment::step_begin) before_.take(trainer, true);
    if (p.moment != Moment::step_end || (is_finite(p.step_loss) && finite_model(trainer))) return;
    before_.restore(trainer);
    Autopsy<TrainerType> autopsy(trainer, p);
    std::string where = autopsy.find();
    if (where.empty()) where = "the optimizer's update";
    const std::string found = autopsy.found().empty() ? "an update that is not" : autopsy.found();
    fail({.what = "training met a number that is not finite at step " + std::to_string(p.step) +
                  " of epoch " + std::to_string(p.epoch) + "; the model is as it was before this step",
          .tensor = where,
          .expected = "finite numbers",
          .found = found});
  }

 private:
  template <class TrainerType> static bool finite_model(TrainerType& trainer) {
    bool good = true;
    const auto look = [&](const auto& t) { good = good && first_not_finite(t.data, t.size()) == t.size(); };
    trainer.model().for_each_parameter(look);
    trainer.model().for_each_state(look);
    return good;
  }
  Snapshot before_{};
};

}  // namespace detail

/// Looks at loss, parameters and states after each step. If one is NaN or infinite, model and optimizer
/// return to where they were before the step, and an Error names step, layer and operation. Costs a copy of
/// all parameters a step.
inline detail::StopOnNan stop_on_nan() { return {}; }

}  // namespace cortexpr
