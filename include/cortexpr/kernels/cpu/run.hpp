/// Runs a frozen program on the CPU: one straight line of kernels. Every thread of a run walks the whole line
/// and does its share of each kernel; between kernels they wait for each other.
#pragma once

#include <cortexpr/graph/tables.hpp>
#include <cortexpr/kernels/cpu/context.hpp>
#include <cortexpr/kernels/cpu/isa.hpp>
#include <cortexpr/kernels/lower.hpp>

namespace cortexpr::detail {

/// Both halves of a training step; a plain run has no update.
struct CpuRun {
  CpuContext program{};
  CpuContext update{};
};

/// What a kernel is given. `P` is the program, `group` the group that the kernel's node is the anchor of.
template <class P, int group_index, class Update> struct CpuCall {
  using program = P;
  static constexpr const auto& frozen = P::frozen;
  static constexpr const Group& group = frozen.group(group_index);
  static constexpr int node_id = group.anchor;
  static constexpr const Node& node = frozen[group.anchor >= 0 ? group.anchor : 0];
  static constexpr const auto& plan = fused_plan<P::frozen, group_index, Update>;
  using Code = FusedCode<fused_plan<P::frozen, group_index, Update>>;
  /// The type the node computes in.
  using T = typename P::element;

  const CpuRun& run;
  int thread, threads;

  static constexpr int input_id(int i) { return frozen.input(node, i); }
  static constexpr const Node& in(int i) { return frozen[input_id(i)]; }
  template <int i, class E = T> const E* input() const {
    return static_cast<const E*>(address<P, frozen.input(node, i)>(run.program));
  }
  template <class E = T> E* output() const { return static_cast<E*>(address<P, node_id>(run.program)); }
  /// Where another node of the group is written.
  template <int id> void* output_of() const { return address<P, id>(run.program); }
  /// How many rows a node has that is batched, or not.
  int rows_if(bool batched) const { return batched ? run.program.rows : 1; }
  template <class E = T> E* scratch() const {
    return reinterpret_cast<E*>(run.program.scratch +
                                run.program.scratch_bytes * static_cast<std::size_t>(thread));
  }

  /// Rows of the last axis: all leading axes and the batch.
  static constexpr int columns = group.shape.last();
  int fused_rows() const {
    return static_cast<int>(group.shape.size() / static_cast<std::size_t>(columns)) *
           (group.batched ? run.program.rows : 1);
  }

  // What loops over operands and stores need of the plan, which itself stays in the compiler.
  static constexpr int operand_count = plan.operand_count, store_count = plan.store_count;
  static consteval auto make_load_bytes() {
    std::array<std::ptrdiff_t, plan.operand_count + 1> bytes{};
    for (std::size_t i = 0; i + 1 < bytes.size(); ++i)
      bytes[i] = static_cast<std::ptrdiff_t>(size_of(plan.operands[i].dtype));
    return bytes;
  }
  static consteval auto make_store_bytes() {
    std::array<std::ptrdiff_t, plan.store_count + 1> bytes{};
    for (std::size_t i = 0; i + 1 < bytes.size(); ++i)
      bytes[i] = static_cast<std::ptrdiff_t>(size_of(plan.stores[i].dtype));
    return bytes;
  }
  static consteval auto make_load_moves() {
    std::array<bool, plan.operand_count + 1> moves{};
    for (std::size_t i = 0; i + 1 < moves.size(); ++i)
      moves[i] = plan.operands[i].access == Access::contiguous;
    return moves;
  }
  static constexpr auto load_bytes = make_load_bytes();
  static constexpr auto store_bytes = make_store_bytes();
  static constexpr auto load_moves =
      make_load_moves();  ///< whether an operand has an element for each position

  /// The fused function's operands and stores as rows of `columns` elements.
  FusedArgs<Code> epilogue() const {
    FusedArgs<Code> args;
    fill(args, std::make_integer_sequence<int, plan.operand_count>{},
         std::make_integer_sequence<int, plan.store_count>{});
    return args;
  }

 private:
  template <int... o, int... s>
  void fill(FusedArgs<Code>& args, std::integer_sequence<int, o...>, std::integer_sequence<int, s...>) const {
    ((args.load[o] = pointer<plan.operands[o].node, plan.operands[o].parameter,
                             plan.operands[o].access == Access::anchor>(),
      args.load_stride[o] = row_stride(operand_layout<o>())),
     ...);
    ((args.store[s] = const_cast<void*>(pointer<plan.stores[s].node, plan.stores[s].parameter, false>()),
      args.store_stride[s] = columns),
     ...);
  }

  template <int o> static constexpr Layout operand_layout() {
    constexpr FusedOperand operand = plan.operands[o];
    if constexpr (operand.parameter < 0)
      return layout_of(frozen[operand.node], group.shape, group.batched);
    else
      return operand.access == Access::uniform ? Layout::single : Layout::full;
  }
  static constexpr std::ptrdiff_t row_stride(Layout layout) {
    return layout == Layout::full ? columns : layout == Layout::column ? 1 : 0;
  }

  template <int id, int parameter, bool anchor> const void* pointer() const {
    if constexpr (anchor) {
      return nullptr;
    } else if constexpr (parameter < 0) {
      return address<P, id>(run.program);
    } else {
      constexpr const Node& n = Update::frozen[id];
      constexpr bool whole = n.shape.rank > 0;  // scalars are shared by all parameters
      return static_cast<const std::byte*>(address<Update, id>(run.update)) +
             (whole ? parameter_offset(parameter) : 0);
    }
  }
  static constexpr std::size_t parameter_offset(int parameter) {
    int seen = 0;
    for (int i = 0; i < frozen.size(); ++i)
      if (frozen[i].role == Role::parameter && seen++ == parameter) return frozen.place(i).offset;
    return 0;
  }
};

/// Strides of an operand along the axes of a group, batch first; for operands that are not rows of the last
/// axis.
struct GeneralStrides {
  std::ptrdiff_t stride[max_rank + 1]{};
  constexpr GeneralStrides(const Node& operand, const Shape& shape) {
    std::ptrdiff_t step = 1;
    for (int i = 1; i <= operand.shape.rank; ++i) {
      const int e = operand.shape[operand.shape.rank - i];
      if (e != 1) stride[1 + shape.rank - i] = step;
      step *= e;
    }
    if (operand.batched) stride[0] = step;
  }
};

/// A group of elementwise nodes alone.
template <class Call> struct PointwiseGroup {
  static constexpr const auto& plan = Call::plan;
  static constexpr const Shape& shape = Call::group.shape;

  static void run(const Call& call) {
    auto args = call.epilogue();
    if constexpr (plan.flat) {
      run_on_cpu<Map<typename Call::Code>>(args, std::ptrdiff_t{1},
                                           static_cast<std::ptrdiff_t>(call.fused_rows()) * Call::columns,
                                           call.thread, call.threads);
    } else if constexpr (!plan.general) {
      run_on_cpu<Map<typename Call::Code>>(args, static_cast<std::ptrdiff_t>(call.fused_rows()),
                                           static_cast<std::ptrdiff_t>(Call::columns), call.thread,
                                           call.threads);
    } else {
      run_general(call, args, std::make_integer_sequence<int, plan.operand_count>{});
    }
  }

 private:
  /// The last two axes as rows and columns, the others one by one.
  template <int... o> static void run_general(const Call& call, const FusedArgs<typename Call::Code>& base,
                                              std::integer_sequence<int, o...>) {
    static constexpr GeneralStrides strides[] = {
        GeneralStrides(Call::frozen[plan.operands[o].node], shape)...};
    constexpr int inner_rows = shape.rank > 1 ? shape[shape.rank - 2] : 1;
    constexpr int outer_axes = shape.rank > 1 ? shape.rank - 2 : 0;
    auto args = base;
    ((args.load_stride[o] = shape.rank > 1 ? strides[o].stride[shape.rank - 1] : 0), ...);
    const int all = call.fused_rows() / inner_rows;
    for (int outer = 0; outer < all; ++outer) {
      int rest = outer, index[max_rank + 1]{};
      for (int axis = outer_axes; axis >= 1; --axis) {
        index[axis] = rest % shape[axis - 1];
        rest /= shape[axis - 1];
      }
      index[0] = rest;
      const auto shifted = [&](int i, std::size_t element) {
        std::ptrdiff_t at = 0;
        for (int axis = 0; axis <= outer_axes; ++axis) at += index[axis] * strides[i].stride[axis];
        return static_cast<const std::byte*>(base.load[i]) + at * static_cast<std::ptrdiff_t>(element);
      };
      ((args.load[o] = shifted(o, size_of(plan.operands[o].dtype))), ...);
      for (int s = 0; s < Call::store_count; ++s)
        args.store[s] =
            static_cast<std::byte*>(base.store[s]) + std::ptrdiff_t{outer} * inner_rows * Call::columns *
                                                         Call::store_bytes[static_cast<std::size_t>(s)];
      run_on_cpu<Map<typename Call::Code>>(args, static_cast<std::ptrdiff_t>(inner_rows),
                                           static_cast<std::ptrdiff_t>(Call::columns), call.thread,
                                           call.threads);
    }
  }
};

/// Whether an op can run on a device at all.
template <const Op& op, class Device>
concept HasKernel = requires { sizeof(Kernel<op, Device>); };

template <class P, int group, class Update> void run_group(const CpuRun& run, int thread, int threads) {
  using Call = CpuCall<P, group, Update>;
  const Call call{run, thread, threads};
  if constexpr (Call::node_id < 0) {
    PointwiseGroup<Call>::run(call);
  } else {
    constexpr bool op_has_a_kernel_for_this_device = HasKernel<*Call::node.op, Cpu>;
    static_assert(op_has_a_kernel_for_this_device,
                  "an op of this network has no kernel for Cpu: specialise Kernel<op, Cpu>");
    if constexpr (op_has_a_kernel_for_this_device) Kernel<*Call::node.op, Cpu>::run(call);
  }
}

/// Scratch memory that one thread needs for any of the program's kernels.
template <class P, class Update, int group> constexpr std::size_t group_scratch() {
  using Call = CpuCall<P, group, Update>;
  if constexpr (Call::node_id >= 0)
    if constexpr (requires { Kernel<*Call::node.op, Cpu>::template scratch_bytes<Call>(); })
      return aligned(Kernel<*Call::node.op, Cpu>::template scratch_bytes<Call>());
  return 0;
}
template <class P, class Update> constexpr std::size_t program_scratch() {
  return []<int... k>(std::integer_sequence<int, k...>) {
    std::size_t most = 0;
    ((most = group_scratch<P, Update, k>() > most ? group_scratch<P, Update, k>() : most), ...);
    return most;
  }(std::make_integer_sequence<int, P::frozen.group_count>{});
}

/// Writes the scalars and row count that groups read from the workspace; once, before a run.
template <class P> void write_scalars(const CpuContext& c, const void* object) {
  using T = typename P::element;
  for (const ScalarEntry& e : Tables<P>::scalars)
    *reinterpret_cast<T*>(c.workspace + e.offset) =
        e.read ? static_cast<T>(e.read(e.part ? e.part(object) : object)) : static_cast<T>(c.rows);
}

/// Groups begin ... end - 1, in order. Halving keeps the depth of the recursion small.
template <class P, class Update, int begin, int end, class Barrier>
void run_groups(const CpuRun& run, int thread, int threads, Barrier& barrier) {
  if constexpr (end - begin == 1) {
    run_group<P, begin, Update>(run, thread, threads);
    barrier.wait();
  } else if constexpr (end > begin) {
    constexpr int middle = begin + (end - begin) / 2;
    run_groups<P, Update, begin, middle>(run, thread, threads, barrier);
    run_groups<P, Update, middle, end>(run, thread, threads, barrier);
  }
}

}  // namespace cortexpr::detail
