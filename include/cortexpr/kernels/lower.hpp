/// From the groups of a frozen program to fused functions: which operands, steps and stores each of them has.
///
/// Where a parameter is updated in the group that makes its gradient, the optimizer's fused function is
/// appended to the group's own, with the gradient's register in the place of its gradient.
#pragma once

#include <cortexpr/graph/compile.hpp>
#include <cortexpr/kernels/fused.hpp>
#include <utility>

namespace cortexpr::detail {

/// The optimizer of a program that updates nothing by itself.
struct NoUpdate {
  static constexpr bool splits = false;
};

/// An operand or store of a fused function: a node of the program, or, for `parameter` >= 0, a node of the
/// update program, of which this group handles the part of that parameter.
struct FusedOperand {
  int node = -1;
  Access access = Access::contiguous;
  DType dtype = DType::f32;
  int parameter = -1;
};
struct FusedStep {
  const Op* op = nullptr;
  int inputs = 0;
  int from[3]{};
};
struct FusedStore {
  int from = 0;  ///< register
  int node = -1;
  DType dtype = DType::f32;
  int parameter = -1;
};

/// A fused function as data; `capacity` bounds each list.
template <int capacity> struct FusedPlan {
  FusedOperand operands[capacity]{};
  FusedStep steps[capacity]{};
  FusedStore stores[capacity]{};
  int operand_count = 0, step_count = 0, store_count = 0;
  bool flat = true;      ///< every operand is full or a single number
  bool general = false;  ///< some operand is not laid out as rows of the last axis
};

/// The node of the update program that stands for the gradient, and the one for the parameters.
template <class Frozen> constexpr int node_of_role(const Frozen& f, Role role) {
  for (int i = 0; i < f.size(); ++i)
    if (f[i].role == role) return i;
  return -1;
}

template <const auto& program, int group_index, class Update> class FusedBuilder {
  static constexpr const Group& group = program.group(group_index);

  static constexpr bool updated_here(std::size_t parameter) {
    return program.consumed[parameter] &&
           program.group_of[static_cast<std::size_t>(program.gradients[parameter])] == group_index;
  }
  /// How many parameters are updated in this group.
  static constexpr int count_updates() {
    int n = 0;
    if constexpr (Update::splits)
      for (std::size_t i = 0; i + 1 < program.gradients.size(); ++i) n += updated_here(i);
    return n;
  }
  static constexpr int updates = count_updates();
  static constexpr int update_size = [] {
    if constexpr (Update::splits)
      return Update::frozen.group(Update::main_group).count;
    else
      return 0;
  }();

 public:
  static constexpr int capacity = 4 * (group.count + updates * update_size) + 3;
  using Plan = FusedPlan<capacity>;

  constexpr Plan run() {
    if (group.anchor >= 0) {
      plan_.operands[plan_.operand_count++] = {group.anchor, Access::anchor, program[group.anchor].dtype, -1};
      remember(-1, group.anchor, 0);
    }
    each_part([&](const auto& p, const Group& g, int parameter) {
      for (int i = 0; i < g.count; ++i) add_operands(p, g, p.member(g, i), parameter);
    });
    each_part([&](const auto& p, const Group& g, int parameter) {
      for (int i = 0; i < g.count; ++i) add_step(p, p.member(g, i), parameter);
    });
    if (group.anchor >= 0) store(program, group.anchor, -1);
    each_part([&](const auto& p, const Group& g, int parameter) {
      for (int i = 0; i < g.count; ++i) store(p, p.member(g, i), parameter);
    });
    return plan_;
  }

 private:
  /// The group itself, then the update of each parameter that is updated here.
  template <class F> constexpr void each_part(F f) {
    f(program, group, -1);
    if constexpr (Update::splits)
      for (std::size_t i = 0; i + 1 < program.gradients.size(); ++i)
        if (updated_here(i)) f(Update::frozen, Update::frozen.group(Update::main_group), static_cast<int>(i));
  }

  template <class P> constexpr void add_operands(const P& p, const Group& g, int id, int parameter) {
    const Node& n = p[id];
    for (int k = 0; k < n.input_count; ++k) {
      const int from = p.input(n, k);
      const Node& source = p[from];
      const bool made_here =
          source.op->kind == OpKind::elementwise &&
          p.group_of[static_cast<std::size_t>(from)] == p.group_of[static_cast<std::size_t>(id)];
      if (made_here || register_of(parameter, from) >= 0) continue;
      if (parameter >= 0 && source.role == Role::input) continue;  // the gradient, which is in a register
      const Layout layout = layout_of(source, g.shape, g.batched);
      const bool uniform = layout == Layout::single || (source.shape.last() == 1 && g.shape.last() != 1);
      plan_.flat = plan_.flat && (layout == Layout::full || layout == Layout::single);
      plan_.general = plan_.general || layout == Layout::general;
      remember(parameter, from, plan_.operand_count);
      plan_.operands[plan_.operand_count++] = {from, uniform ? Access::uniform : Access::contiguous,
                                               source.dtype, parameter};
    }
  }

  template <class P> constexpr void add_step(const P& p, int id, int parameter) {
    const Node& n = p[id];
    const auto from = [&](int k) {
      const int node = p.input(n, k);
      if (parameter >= 0 && p[node].role == Role::input)
        return register_of(-1, program.gradients[static_cast<std::size_t>(parameter)]);
      return register_of(parameter, node);
    };
    if (is_assignment(n) || is_copy(n)) {  // another name for the value
      remember(parameter, id, from(0));
      return;
    }
    FusedStep s{n.op, n.input_count, {}};
    for (int k = 0; k < n.input_count; ++k) s.from[k] = from(k);
    remember(parameter, id, plan_.operand_count + plan_.step_count);
    plan_.steps[plan_.step_count++] = s;
  }

  template <class P> constexpr void store(const P& p, int id, int parameter) {
    if (p.places[static_cast<std::size_t>(id)].memory == Memory::none) return;
    plan_.stores[plan_.store_count++] = {register_of(parameter, id), id, p[id].dtype, parameter};
  }

  constexpr void remember(int parameter, int id, int at) { known_[known_count_++] = {parameter, id, at}; }
  constexpr int register_of(int parameter, int id) const {
    for (int i = 0; i < known_count_; ++i)
      if (known_[i].id == id && known_[i].parameter == parameter) return known_[i].at;
    return -1;
  }

  struct Known {
    int parameter, id, at;
  };
  Plan plan_;
  Known known_[2 * capacity]{};
  int known_count_ = 0;
};

template <const auto& program, int group, class Update> inline constexpr auto fused_plan =
    FusedBuilder<program, group, Update>{}.run();

// ---- the plan as a type

template <const auto& plan, int i> constexpr auto step_type() {
  constexpr FusedStep s = plan.steps[i];
  if constexpr (s.inputs == 1)
    return Step<*s.op, s.from[0]>{};
  else if constexpr (s.inputs == 2)
    return Step<*s.op, s.from[0], s.from[1]>{};
  else
    return Step<*s.op, s.from[0], s.from[1], s.from[2]>{};
}

template <const auto& plan, class O, class S, class W> struct CodeOf;
template <const auto& plan, int... o, int... s, int... w>
struct CodeOf<plan, std::integer_sequence<int, o...>, std::integer_sequence<int, s...>,
              std::integer_sequence<int, w...>> {
  using type = Fused<List<Operand<plan.operands[o].access, element_t<plan.operands[o].dtype>>...>,
                     List<decltype(step_type<plan, s>())...>,
                     List<Store<plan.stores[w].from, element_t<plan.stores[w].dtype>>...>>;
};

/// The fused function of a plan as a type.
template <const auto& plan> using FusedCode =
    typename CodeOf<plan, std::make_integer_sequence<int, plan.operand_count>,
                    std::make_integer_sequence<int, plan.step_count>,
                    std::make_integer_sequence<int, plan.store_count>>::type;

}  // namespace cortexpr::detail
