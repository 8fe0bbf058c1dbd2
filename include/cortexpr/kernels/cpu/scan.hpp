/// scan on the CPU: the body's program, compiled like any other, run once for each element of the sequences.
/// One thread does it; a step depends on the one before.
#pragma once

#include <cortexpr/graph/frozen_program.hpp>
#include <cortexpr/kernels/cpu/run.hpp>
#include <cortexpr/ops/scan.hpp>
#include <cstring>

namespace cortexpr {
namespace detail {

/// The body that a node of a recording owns.
template <class Record, int body> struct RecordBody {
  constexpr Recording operator()() const {
    const Recording whole = Record{}();
    Recording r;
    r.graph = whole.graph.bodies[static_cast<std::size_t>(body)];
    r.rows = whole.rows;
    return r;
  }
};

struct NoBarrier {
  void wait() {}
};

template <class Call> class ScanRun {
  using T = typename Call::T;
  static constexpr LoopSizes sizes{Call::node.attributes};
  struct Body : FrozenProgram<RecordBody<typename Call::program::record, Call::node.body>> {
    using element = T;
  };
  static constexpr int inputs = Call::node.input_count;
  static constexpr int outputs = Call::group.count;

 public:
  /// The body's arena and scratch memory, and room for carries and for one element of each sequence.
  static constexpr std::size_t bytes() {
    return aligned(Body::frozen.workspace_bytes + alignment) + program_scratch<Body, NoUpdate>() +
           copies_bytes();
  }

  static void run(const Call& call) {
    std::byte* const memory = call.template scratch<std::byte>();
    std::byte* const scratch = memory + aligned(Body::frozen.workspace_bytes + alignment);
    std::byte* const copies = scratch + program_scratch<Body, NoUpdate>();
    const void* in[inputs];
    bind(call, in, copies, std::make_integer_sequence<int, inputs>{});
    CpuRun body{};
    body.program = {memory,
                    nullptr,
                    nullptr,
                    nullptr,
                    scratch,
                    program_scratch<Body, NoUpdate>(),
                    in,
                    nullptr,
                    call.run.program.rows,
                    call.run.program.random};
    write_scalars<Body>(body.program, nullptr);
    NoBarrier barrier;
    for (int step = 0; step < sizes.length; ++step) {
      const int t = sizes.reversed ? sizes.length - 1 - step : step;
      load_elements(call, copies, t, std::make_integer_sequence<int, sizes.sequences>{});
      run_groups<Body, NoUpdate, 0, Body::frozen.group_count>(body, 0, 1, barrier);
      store_outputs(call, body.program, t, std::make_integer_sequence<int, outputs>{});
      keep_carries(call, body.program, copies, std::make_integer_sequence<int, sizes.carries>{});
    }
  }

 private:
  static constexpr Shape slab_shape(int i) {
    return i < sizes.carries ? Call::in(i).shape : element_shape(Call::in(i).shape);
  }
  static constexpr std::size_t slab_bytes(int i) { return slab_shape(i).size() * size_of(Call::in(i).dtype); }
  /// Carries and sequences have copies of their own, contiguous over the rows.
  static constexpr std::size_t copy_offset(int i) {
    std::size_t at = 0;
    for (int k = 0; k < i; ++k)
      at += aligned(slab_bytes(k) * static_cast<std::size_t>(Call::in(k).batched ? Call::frozen.rows : 1));
    return at;
  }
  static constexpr std::size_t copies_bytes() { return copy_offset(sizes.carries + sizes.sequences); }

  template <int... i>
  static void bind(const Call& call, const void** in, std::byte* copies, std::integer_sequence<int, i...>) {
    ((in[i] = i < sizes.carries + sizes.sequences ? copies + copy_offset_of<i>()
                                                  : call.template input<i, void>()),
     ...);
    const auto begin = [&]<int k>() {
      std::memcpy(copies + copy_offset_of<k>(), call.template input<k, void>(),
                  slab_bytes(k) * static_cast<std::size_t>(call.rows_if(Call::in(k).batched)));
    };
    (begin_if<i>(begin), ...);
  }
  template <int i, class F> static void begin_if(F f) {
    if constexpr (i < sizes.carries) f.template operator()<i>();
  }
  template <int i> static constexpr std::size_t copy_offset_of() {
    if constexpr (i < sizes.carries + sizes.sequences)
      return copy_offset(i);
    else
      return 0;
  }

  /// Element t of every sequence, out of the rows' longer slabs.
  template <int... k>
  static void load_elements(const Call& call, std::byte* copies, int t, std::integer_sequence<int, k...>) {
    const auto load = [&]<int i>() {
      constexpr std::size_t bytes = slab_bytes(i);
      const auto* from = static_cast<const std::byte*>(call.template input<i, void>());
      for (int r = 0; r < call.rows_if(Call::in(i).batched); ++r)
        std::memcpy(copies + copy_offset(i) + static_cast<std::size_t>(r) * bytes,
                    from + static_cast<std::size_t>(r * sizes.length + t) * bytes, bytes);
    };
    (load.template operator()<sizes.carries + k>(), ...);
  }

  template <int result> static const void* result_of(const CpuContext& c) {
    return address<Body, Body::frozen.results[static_cast<std::size_t>(result)]>(c);
  }

  /// What this step made, to the outputs that somebody reads.
  template <int... m> static void store_outputs(const Call& call, const CpuContext& body, int t,
                                                std::integer_sequence<int, m...>) {
    const auto store = [&]<int i>() {
      constexpr int id = Call::frozen.member(Call::group, i);
      constexpr Node n = Call::frozen[id];
      if constexpr (Call::frozen.places[static_cast<std::size_t>(id)].memory != Memory::none) {
        constexpr bool last = n.attributes[0] != 0;
        constexpr std::size_t steps = last ? 1 : static_cast<std::size_t>(sizes.length);
        constexpr std::size_t bytes = n.shape.size() * size_of(n.dtype) / steps;
        auto* to = static_cast<std::byte*>(call.template output_of<id>());
        const auto* from = static_cast<const std::byte*>(result_of<n.attributes[1]>(body));
        for (int r = 0; r < call.rows_if(n.batched); ++r)
          std::memcpy(
              to + (static_cast<std::size_t>(r) * steps + (last ? 0 : static_cast<std::size_t>(t))) * bytes,
              from + static_cast<std::size_t>(r) * bytes, bytes);
      }
    };
    (store.template operator()<m>(), ...);
  }

  /// The next carries. Results may be each other's inputs, so all are read before the first is written: they
  /// are in the body's arena, or are carries that stay what they are.
  template <int... j> static void keep_carries(const Call& call, const CpuContext& body, std::byte* copies,
                                               std::integer_sequence<int, j...>) {
    (std::memmove(copies + copy_offset(j), result_of<j>(body),
                  slab_bytes(j) * static_cast<std::size_t>(call.rows_if(Call::in(j).batched))),
     ...);
  }
};

}  // namespace detail

template <> struct Kernel<scan_op, Cpu> {
  template <class Call> static constexpr std::size_t scratch_bytes() {
    return detail::ScanRun<Call>::bytes();
  }
  template <class Call> static void run(const Call& call) {
    if (call.thread == 0) detail::ScanRun<Call>::run(call);
  }
};

}  // namespace cortexpr
