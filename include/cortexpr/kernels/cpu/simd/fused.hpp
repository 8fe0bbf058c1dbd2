// No include guard: included once per instruction set by kernels/cpu/isa.hpp.
//
// Runs a fused elementwise function (kernels/fused.hpp) on registers, inside the loop of whoever owns the
// data: the epilogue of a matrix product, or the plain loop Map at the end of this file.
//
//   auto row = Evaluate<Code>::row(args, r);           // pointers and uniform operands of one row
//   Evaluate<Code>::at(row, column, accumulator);      // one register full of columns
//   Evaluate<Code>::first(row, column, accumulator, n) // only the first n of them

namespace cortexpr::detail::inline CORTEXPR_BUILD::CORTEXPR_LEAF {

/// How a call of kernels/cpu/calls.hpp is carried out: specialised as a type with a static function `run`.
template <class Call> struct Entry;

/// What an op does to registers. simd/functions.hpp specialises it for the library's own ops; a user's op is
/// known only as the scalar `Kernel<op, Cpu>::apply` and runs lane by lane.
template <const Op& op> struct Function {
  template <class T, class... More> CORTEXPR_INLINE static vec<T> apply(vec<T> x, More... more) {
    T in[1 + sizeof...(More)][lanes<T>];
    int next = 0;
    store(in[next++], x);
    (store(in[next++], more), ...);
    return lanewise(in, std::make_index_sequence<1 + sizeof...(More)>{});
  }

 private:
  template <class T, std::size_t count, std::size_t... i>
  CORTEXPR_INLINE static vec<T> lanewise(const T (&in)[count][lanes<T>], std::index_sequence<i...>) {
    T out[lanes<T>];
    for (int lane = 0; lane < lanes<T>; ++lane) out[lane] = Kernel<op, Cpu>::apply(in[i][lane]...);
    return load(out);
  }
};

template <class Code> struct Evaluate;

template <class... Operands, class... Steps, class... Stores>
struct Evaluate<Fused<List<Operands...>, List<Steps...>, List<Stores...>>> {
  using Code = Fused<List<Operands...>, List<Steps...>, List<Stores...>>;
  static constexpr int operands = sizeof...(Operands), registers = operands + sizeof...(Steps);

  /// Everything is computed in double as soon as one operand or result is a double, else in float.
  using T = std::conditional_t<(std::is_same_v<typename Operands::type, double> || ... || false) ||
                                   (std::is_same_v<typename Stores::type, double> || ... || false),
                               double, float>;
  using V = vec<T>;

  struct Row {
    const void* load[operands + 1];
    void* store[sizeof...(Stores) + 1];
    V uniform[operands + 1];
  };

  /// Pointers to row r, and its uniform operands already spread over a register.
  CORTEXPR_INLINE static Row row(const FusedArgs<Code>& args, std::ptrdiff_t r) {
    Row result;
    int i = 0;
    (start<Operands>(args, r, result, i++), ...);
    int s = 0;
    ((result.store[s] = static_cast<typename Stores::type*>(args.store[s]) + r * args.store_stride[s], ++s),
     ...);
    return result;
  }

  /// Evaluates at `column` and the lanes after it.
  CORTEXPR_INLINE static void at(const Row& row, std::ptrdiff_t column, V anchor) {
    evaluate<false>(row, column, anchor, 0);
  }
  /// The same for n lanes only: no memory behind them is read or written.
  CORTEXPR_INLINE static void first(const Row& row, std::ptrdiff_t column, V anchor, int n) {
    evaluate<true>(row, column, anchor, n);
  }

 private:
  template <class O>
  CORTEXPR_INLINE static void start(const FusedArgs<Code>& args, std::ptrdiff_t r, Row& row, int i) {
    if constexpr (O::access != Access::anchor) {
      const auto* p = static_cast<const typename O::type*>(args.load[i]) + r * args.load_stride[i];
      row.load[i] = p;
      if constexpr (O::access == Access::uniform) row.uniform[i] = V(scalar_as<T>(*p));
    }
  }

  template <bool partial, class O>
  CORTEXPR_INLINE static V read(const Row& row, int i, std::ptrdiff_t column, V anchor, int n) {
    if constexpr (O::access == Access::anchor)
      return anchor;
    else if constexpr (O::access == Access::uniform)
      return row.uniform[i];
    else {
      const auto* p = static_cast<const typename O::type*>(row.load[i]) + column;
      if constexpr (partial)
        return load_first_as<T>(p, n);
      else
        return load_as<T>(p);
    }
  }

  template <const Op& op, int... from> CORTEXPR_INLINE static V step(Step<op, from...>, const V* r) {
    return Function<op>::apply(r[from]...);
  }

  template <bool partial, class S>
  CORTEXPR_INLINE static void write(const Row& row, int i, std::ptrdiff_t column, const V* r, int n) {
    auto* p = static_cast<typename S::type*>(row.store[i]) + column;
    if constexpr (partial)
      store_first_as(p, r[S::source], n);
    else
      store_as(p, r[S::source]);
  }

  template <bool partial>
  CORTEXPR_INLINE static void evaluate(const Row& row, std::ptrdiff_t column, V anchor, int n) {
    V r[registers + 1];
    int i = 0;
    ((r[i] = read<partial, Operands>(row, i, column, anchor, n), ++i), ...);
    ((r[i] = step(Steps{}, r), ++i), ...);
    int s = 0;
    (write<partial, Stores>(row, s++, column, r, n), ...);
  }
};

/// A block of finished sums: `rows` x `columns` of the result, from (row, column), in memory `step` elements
/// a row.
template <class T> struct Sums {
  const T* at;
  int step;
  std::ptrdiff_t row, column;
  int rows, columns;
};

/// The epilogue of a block, called through a pointer so that products with different epilogues share their
/// loops.
template <class T> using Finish = void (*)(const void* args, const Sums<T>& sums);

template <class T, class Code> void finish(const void* args, const Sums<T>& sums) {
  using E = Evaluate<Code>;
  const T* from = sums.at;
  for (int r = 0; r < sums.rows; ++r, from += sums.step) {
    const auto row = E::row(*static_cast<const FusedArgs<Code>*>(args), sums.row + r);
    int n = 0;
    for (; n + lanes<T> <= sums.columns; n += lanes<T>) E::at(row, sums.column + n, load(from + n));
    if (n < sums.columns) E::first(row, sums.column + n, load(from + n), sums.columns - n);
  }
}

/// The plain loop: every row and column, divided among the threads in runs of whole registers.
template <class Code> struct Entry<Map<Code>> {
  static void run(const FusedArgs<Code>& args, std::ptrdiff_t rows, std::ptrdiff_t columns, int thread,
                  int threads) {
    using E = Evaluate<Code>;
    constexpr int width = lanes<typename E::T>;
    const std::ptrdiff_t pieces = (columns + width - 1) / width, all = rows * pieces;
    const Share share = share_of(all, thread, threads);
    std::ptrdiff_t r = share.begin / pieces, piece = share.begin % pieces;
    for (std::ptrdiff_t left = share.end - share.begin; left > 0; ++r, piece = 0) {
      const std::ptrdiff_t stop = piece + left < pieces ? piece + left : pieces;
      left -= stop - piece;
      const auto row = E::row(args, r);
      const std::ptrdiff_t end = stop * width < columns ? stop * width : columns;
      std::ptrdiff_t column = piece * width;
      for (; column + width <= end; column += width) E::at(row, column, typename E::V(0));
      if (column < end) E::first(row, column, typename E::V(0), static_cast<int>(end - column));
    }
  }
};

}  // namespace cortexpr::detail::inline CORTEXPR_BUILD::CORTEXPR_LEAF
