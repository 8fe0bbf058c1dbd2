/// What the reference meaning of an op is given: scalar arrays, shapes, nothing that runs fast.
#pragma once

#include <cortexpr/graph/graph.hpp>
#include <cstdint>

namespace cortexpr {

/// The numbers that make a step's randomness: the same on every device and for any number of threads.
struct RandomState {
  std::uint64_t seed = 0;
  std::uint64_t step = 0;
};

/// Elements of any stored type, read as T. Exactly one pointer is set: constant evaluation knows no casts.
template <class T> struct Elements {
  const T* same = nullptr;
  const std::int32_t* integers = nullptr;
  const BFloat16* halves = nullptr;

  constexpr T operator[](std::size_t i) const {
    return same       ? same[i]
           : integers ? static_cast<T>(integers[i])
                      : static_cast<T>(static_cast<float>(halves[i]));
  }
};

template <class T> struct ReferenceCall {
  const Node* node = nullptr;
  const Node* const* input_nodes = nullptr;
  const Elements<T>* inputs = nullptr;
  T* output = nullptr;
  int rows = 1;
  RandomState random{};
  const Graph* body = nullptr;  ///< the subgraph the node owns, if any

  constexpr const Node& in(int i) const { return *input_nodes[i]; }
  constexpr const Shape& shape(int i) const { return input_nodes[i]->shape; }
  constexpr const Elements<T>& input(int i) const { return inputs[i]; }
  constexpr std::size_t rows_of(const Node& n) const {
    return n.batched ? static_cast<std::size_t>(rows) : 1;
  }
  /// All elements of the result, all rows of it.
  constexpr std::size_t size() const { return rows_of(*node) * node->shape.size(); }
};

namespace detail {

/// Where the element of a broadcast operand lies for each element of the result (NumPy's rules: trailing axes
/// are matched, an extent of 1 repeats; an operand without a batch is the same for every row).
class BroadcastIndex {
 public:
  constexpr BroadcastIndex(const Shape& result, bool result_batched, const Shape& operand,
                           bool operand_batched)
      : result_(result),
        slab_(result.size()),
        operand_slab_(operand_batched ? operand.size() : 0) {
    same_ = operand == result && operand_batched == result_batched;
    std::size_t stride = 1;
    for (int i = 1; i <= operand.rank; ++i) {
      const int e = operand[operand.rank - i];
      if (e != 1) stride_[result.rank - i] = stride;
      stride *= static_cast<std::size_t>(e);
    }
    single_ = stride == 1;
  }
  constexpr std::size_t operator()(std::size_t i) const {
    if (same_) return i;
    std::size_t at = i / slab_ * operand_slab_;
    if (single_) return at;
    i %= slab_;
    for (int axis = result_.rank - 1; axis >= 0 && i > 0; --axis) {
      const auto e = static_cast<std::size_t>(result_[axis]);
      at += i % e * stride_[axis];
      i /= e;
    }
    return at;
  }

 private:
  Shape result_;
  std::size_t slab_, operand_slab_;
  std::size_t stride_[max_rank]{};
  bool same_ = false, single_ = false;
};

/// The reference of an elementwise op from its scalar formula.
template <class Formula, int arity> struct ElementwiseReference {
  template <class T> static constexpr void run(const ReferenceCall<T>& c) {
    const auto index = [&](int i) {
      return BroadcastIndex(c.node->shape, c.node->batched, c.shape(i), c.in(i).batched);
    };
    const auto a = index(0);
    const std::size_t n = c.size();
    if constexpr (arity == 1) {
      for (std::size_t i = 0; i < n; ++i) c.output[i] = Formula::apply(c.input(0)[a(i)]);
    } else if constexpr (arity == 2) {
      const auto b = index(1);
      for (std::size_t i = 0; i < n; ++i) c.output[i] = Formula::apply(c.input(0)[a(i)], c.input(1)[b(i)]);
    } else {
      const auto b = index(1), d = index(2);
      for (std::size_t i = 0; i < n; ++i)
        c.output[i] = Formula::apply(c.input(0)[a(i)], c.input(1)[b(i)], c.input(2)[d(i)]);
    }
  }
};

}  // namespace detail
}  // namespace cortexpr
