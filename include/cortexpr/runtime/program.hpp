/// A network, a mode and a batch size, compiled: records the network with its loss and freezes the result.
#pragma once

#include <cortexpr/graph/differentiate.hpp>
#include <cortexpr/graph/frozen_program.hpp>
#include <cortexpr/losses/loss.hpp>
#include <cortexpr/ops/assign.hpp>
#include <cortexpr/optimizers/optimizer.hpp>
#include <cortexpr/runtime/ill_formed.hpp>
#include <type_traits>

namespace cortexpr {

/// The place of a loss where there is none.
struct NoLoss {};

/// A batch of up to `rows_` samples: a capacity, not a requirement.
template <int rows_> struct Batch {
  static_assert(rows_ > 0, "batch<rows>: a batch has at least one row");
  static constexpr int rows = rows_;
};
template <int rows> inline constexpr Batch<rows> batch{};

namespace detail {

/// How many inputs a network takes: the number of Values it can be called with.
template <class N> constexpr int arity() {
  if constexpr (std::is_invocable_r_v<Value, const N&, Value>)
    return 1;
  else if constexpr (std::is_invocable_r_v<Value, const N&, Value, Value>)
    return 2;
  else if constexpr (std::is_invocable_r_v<Value, const N&, Value, Value, Value>)
    return 3;
  else if constexpr (std::is_invocable_r_v<Value, const N&, Value, Value, Value, Value>)
    return 4;
  else
    return 0;
}

template <class N> constexpr Value apply_network(const N& net, Graph& g) {
  Shape unknown;
  unknown.rank = -1;
  const auto in = [&] { return g.leaf(Role::input, unknown, true, g.element); };
  // Leaves are recorded in the order of the arguments, before the network is.
  const Value a = in();
  if constexpr (arity<N>() == 1) {
    return net(a);
  } else if constexpr (arity<N>() == 2) {
    const Value b = in();
    return net(a, b);
  } else if constexpr (arity<N>() == 3) {
    const Value b = in(), c = in();
    return net(a, b, c);
  } else if constexpr (arity<N>() == 4) {
    const Value b = in(), c = in(), d = in();
    return net(a, b, c, d);
  } else {
    return a.fail("this network", "one to four Values in, one Value out", "another signature",
                  "make it a constexpr callable of Values");
  }
}

/// How many different numbers of its object a recording reads.
constexpr std::size_t scalars_read(const Graph& g) {
  std::vector<float (*)(const void*)> seen;
  for (const Node& n : g.nodes) {
    bool fresh = n.role == Role::scalar;
    for (auto* read : seen) fresh = fresh && read != n.read;
    if (fresh) seen.push_back(n.read);
  }
  return seen.size();
}

/// A number that the recording never reads would be ignored silently.
template <class Object> constexpr void require_scalars_read(Graph& g, std::string_view who) {
  const std::size_t stored = std::is_empty_v<Object> ? 0 : sizeof(Object) / sizeof(float);
  const std::size_t read = scalars_read(g);
  if (stored != read && !g.complaint.made && !g.nodes.empty())
    Value(g, 0).fail(
        who, Text<96>{}.append("each option read with scalar<&").append(who).append("::option>()").view(),
        Text<64>{}
            .append(static_cast<int>(stored))
            .append(" options, ")
            .append(static_cast<int>(read))
            .append(" read")
            .view(),
        "read it, or make it a template argument");
}

/// Why a network with its loss cannot be recorded while compiling.
template <const auto& net, class LossType> constexpr Complaint not_constexpr() {
  using Net = std::remove_cvref_t<decltype(net)>;
  if constexpr (!requires { typename Constant<(Net(net), true)>; })
    return complaint_of("this network", "a constant", "an object made at run time",
                        "declare it constexpr auto");
  else if constexpr (std::is_same_v<LossType, NoLoss>)
    return complaint_of("this network", "layers with a constexpr operator()", "one whose is not",
                        "declare it constexpr");
  else
    return complaint_of("the loss", "a constexpr operator()", "one that is not", "declare it constexpr");
}

template <const auto& net, Mode mode, int rows, class LossType, class T, bool consume> struct RecordNetwork {
  constexpr Recording operator()() const {
    using Net = std::remove_cvref_t<decltype(net)>;
    Recording r;
    r.rows = rows;
    r.consume = consume;
    Graph& g = r.graph;
    g.mode = mode;
    g.element = dtype_of<T>;
    g.parameter_storage = dtype_of<T>;
    const Value y = apply_network<Net>(net, g);
    if (y.rank() < 0) y.fail("this network", "", "", "");
    if (g.complaint.made) return empty_recording(g.complaint, rows);
    if constexpr (std::is_same_v<LossType, NoLoss>) {
      g.results.push_back(y.id());
    } else {
      add_loss(r, y);
    }
    if (g.complaint.made) return empty_recording(g.complaint, rows);
    return r;
  }

  static constexpr Complaint not_constant() { return not_constexpr<net, LossType>(); }

 private:
  static constexpr void add_loss(Recording& r, Value y) {
    if constexpr (!Loss<LossType>)
      y.fail("the loss", "(Value prediction, Value target)", "a callable with other parameters",
             "write [](Value p, Value t) { ... }");
    else if constexpr (!std::is_default_constructible_v<LossType>)
      y.fail("the loss", "a lambda without captures", "a lambda that captures",
             "write a struct that reads its option by y.scalar<&MyLoss::option>()");
    else
      add_good_loss(r, y);
  }
  static constexpr void add_good_loss(Recording& r, Value y) {
    Graph& g = r.graph;
    const std::vector<Value> parameters = [&] {
      std::vector<Value> all;
      for (int i = 0; i < g.size(); ++i)
        if (g[i].role == Role::parameter) all.push_back(Value(g, i));
      return all;
    }();
    const Target target = target_of<LossType>(y.shape(), g.element);
    const Value loss = LossType{}(y, g.leaf(Role::target, target.shape, y.batched(), target.dtype));
    require_scalars_read<LossType>(g, "the loss");
    if (!g.complaint.made && (loss.rank() != 0 || loss.batched()))
      loss.fail("the loss", "one number",
                Text<64>{}.append(loss.shape()).append(loss.batched() ? " for each row" : "").view(),
                "end it with mean(...)");
    g.results.push_back(loss.id());
    for (const Value& v : gradient(loss, parameters)) r.gradients.push_back(v.id());
  }
};

}  // namespace detail

/// The program of a network: `Program<net>::frozen` is a constant. Where there is none, that is an error, and
/// in its place stands a program that does nothing, so that whatever is made from it makes no errors.
template <const auto& net, Mode mode = Mode::inference, int rows = 1, class LossType = NoLoss,
          class T = float, bool consume = false>
struct Program : detail::FrozenProgram<detail::RecordNetwork<net, mode, rows, LossType, T, consume>> {
  using element = T;

 private:
  // What is wrong with the network itself is reported once, by its simplest program.
  using Simplest = Program<net, Mode::inference, 1, NoLoss, T>;
  using Frozen = typename Program::FrozenProgram;
  using Before = std::conditional_t<std::is_same_v<Program, Simplest>, Frozen, Simplest>;
  using program = typename decltype(detail::verdict<Frozen, Before>())::program;
};

namespace detail {

/// All parameters as one vector, updated by an optimizer: the same graph whatever the network.
template <class Optimizer, int count, class T> struct RecordUpdate {
  constexpr Recording operator()() const {
    Recording r;
    Graph& g = r.graph;
    g.element = g.parameter_storage = dtype_of<T>;
    const Value w = g.leaf(Role::parameter, {count}, false, g.element, "parameters");
    const Value dw = g.leaf(Role::input, {count}, false, g.element);
    if constexpr (!GradientStep<Optimizer> || !std::is_default_constructible_v<Optimizer>) {
      w.fail("the optimizer", "(Value parameter, Value gradient)", "something else",
             "write Trainer{model, loss, optimizer, batch<rows>}");
    } else {
      const Value next = Optimizer{}(w, dw);
      require_scalars_read<Optimizer>(g, "the optimizer");
      if (!(next.shape() == w.shape()))
        w.fail("the optimizer", "a new value for each parameter",
               Text<64>{}.append(next.shape()).append(" for ").append(w.shape()).view(),
               "write Trainer{model, loss, optimizer, batch<rows>}");
      assign(w, next);
    }
    if (g.complaint.made) return empty_recording(g.complaint, 1);
    return r;
  }

  static constexpr Complaint not_constant() {
    return complaint_of("the optimizer", "a constexpr operator()", "one that is not", "declare it constexpr");
  }
};

}  // namespace detail

/// The program of an optimizer.
template <class Optimizer, int count, class T> struct UpdateProgram
    : detail::FrozenProgram<detail::RecordUpdate<Optimizer, count, T>> {
  using element = T;

 private:
  using program = typename decltype(detail::verdict<typename UpdateProgram::FrozenProgram>())::program;
};

}  // namespace cortexpr
