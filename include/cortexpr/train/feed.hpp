/// From a data set into the memory of a program: checks once, while compiling, that they fit, then copies
/// batch after batch.
#pragma once

#include <cortexpr/core/error.hpp>
#include <cortexpr/graph/graph.hpp>
#include <cortexpr/losses/loss.hpp>
#include <cortexpr/ops/gather.hpp>
#include <cortexpr/runtime/ill_formed.hpp>
#include <cortexpr/runtime/program.hpp>
#include <cstddef>
#include <string>
#include <type_traits>
#include <vector>

namespace cortexpr::detail {

/// What a person would not tell apart: shapes that differ only in axes of extent 1, as an image with and
/// without an axis for its only channel.
constexpr bool same_but_for_ones(const Shape& a, const Shape& b) {
  const auto without_ones = [](const Shape& s) {
    Shape result;
    for (int i = 0; i < s.rank; ++i)
      if (s[i] != 1) result.append(s[i]);
    return result;
  };
  return without_ones(a) == without_ones(b);
}

/// Whole numbers stay whole numbers; floats may become wider.
constexpr bool can_become(DType from, DType to) {
  if (from == DType::i32 || to == DType::i32) return from == to;
  return size_of(from) <= size_of(to);
}

constexpr void append_kind(auto& text, const Shape& shape, DType type) {
  text.append(name_of(type));
  if (shape.rank > 0) text.append(" ").append(shape);
}

constexpr Complaint misfit(std::string_view where, const Shape& wanted, DType wanted_type, const Shape& given,
                           DType given_type, std::string_view remedy) {
  Complaint c;
  c.where.append(where);
  append_kind(c.expected, wanted, wanted_type);
  append_kind(c.found, given, given_type);
  c.remedy.append(remedy);
  c.made = true;
  return c;
}

/// What is wrong with the inputs of a data set, if anything. P is a program.
template <class P, class Dataset> constexpr Complaint input_misfit() {
  if constexpr (P::ok) {
    int inputs = 0;
    for (int i = 0; i < P::frozen.size(); ++i) {
      const Node& n = P::frozen[i];
      if (n.role != Role::input) continue;
      if (++inputs > 1)
        return misfit("a data set", n.shape, n.dtype, Dataset::input_shape(), Dataset::input_type,
                      "a data set has one input: call trainer.step with a pointer for each input");
      if (!same_but_for_ones(n.shape, Dataset::input_shape()) || !can_become(Dataset::input_type, n.dtype))
        return misfit("the data set's inputs", n.shape, n.dtype, Dataset::input_shape(), Dataset::input_type,
                      "map the data set, or change the network's input");
    }
  }
  return {};
}

/// What is wrong with the targets of a data set, if anything. P is a program with a loss.
template <class P, class Dataset> constexpr Complaint target_misfit() {
  if constexpr (P::ok)
    for (int i = 0; i < P::frozen.size(); ++i) {
      const Node& n = P::frozen[i];
      if (n.role == Role::target && (!same_but_for_ones(n.shape, Dataset::target_shape()) ||
                                     !can_become(Dataset::target_type, n.dtype)))
        return misfit("the data set's targets", n.shape, n.dtype, Dataset::target_shape(),
                      Dataset::target_type, "use a loss for such targets, or map the targets");
    }
  return {};
}

/// The element types of a data set, as the checks need them.
template <class Dataset> struct DataTypes {
  static constexpr Shape input_shape() { return Dataset::input_shape(); }
  static constexpr Shape target_shape() { return Dataset::target_shape(); }
  static constexpr DType input_type = dtype_of<typename Dataset::InputElement>;
  static constexpr DType target_type = dtype_of<typename Dataset::TargetElement>;
};
/// Sources of `verdict` (runtime/ill_formed.hpp): whether the inputs of a data set fit a program, and whether
/// inputs and targets do.
template <class P, class Dataset> struct InputCheck {
  static constexpr Complaint complaint = input_misfit<P, DataTypes<Dataset>>();
  static constexpr bool ok = !complaint.made;
};
template <class P, class Dataset> struct DataCheck {
  static constexpr Complaint complaint = InputCheck<P, Dataset>::ok ? target_misfit<P, DataTypes<Dataset>>()
                                                                    : input_misfit<P, DataTypes<Dataset>>();
  static constexpr bool ok = !complaint.made;
};

/// How many different integers the network's input may be: the length of the shortest table that is looked up
/// by it; 0 if there is none.
template <class P> constexpr int vocabulary() {
  int count = 0;
  if constexpr (P::ok)
    for (int i = 0; i < P::frozen.size(); ++i) {
      const Node& n = P::frozen[i];
      if (!same_op(*n.op, gather_op) || P::frozen[P::frozen.input(n, 1)].role != Role::input) continue;
      const int rows = P::frozen[P::frozen.input(n, 0)].shape[0];
      if (count == 0 || rows < count) count = rows;
    }
  return count;
}

template <class E>
void check_integers(const E* elements, std::size_t count, int limit, const char* what, std::size_t sample) {
  for (std::size_t k = 0; k < count; ++k)
    if (elements[k] < 0 || elements[k] >= limit)
      fail({.what = what,
            .expected = "0 to " + std::to_string(limit - 1),
            .found = std::to_string(elements[k]) + " in sample " + std::to_string(sample)});
}

/// Class indices that the loss does not know would be read beyond the end of memory.
template <class Dataset> void check_labels(const Dataset& data, int classes) {
  if constexpr (DataTypes<Dataset>::target_type == DType::i32)
    for (std::size_t i = 0; i < data.size(); ++i) {
      typename Dataset::TargetElement label[Dataset::target_size];
      data.copy_targets(i, 1, label);
      check_integers(label, Dataset::target_size, classes, "a label out of range", i);
    }
}
template <class P, class Dataset> void check_tokens(const Dataset& data) {
  constexpr int limit = vocabulary<P>();
  if constexpr (DataTypes<Dataset>::input_type == DType::i32 && limit > 0)
    for (std::size_t i = 0; i < data.size(); ++i)
      check_integers(data.input(i).data(), Dataset::input_size, limit, "a token out of range", i);
}

/// Room for a batch of samples, in the types that a program with elements T reads.
template <class Dataset, class T> class Feed {
 public:
  template <class E> using fed = std::conditional_t<std::is_same_v<E, std::int32_t>, std::int32_t, T>;
  using Input = fed<typename Dataset::InputElement>;
  using Target = fed<typename Dataset::TargetElement>;

  explicit Feed(int capacity)
      : inputs_(static_cast<std::size_t>(capacity) * Dataset::input_size),
        targets_(static_cast<std::size_t>(capacity) * Dataset::target_size) {}
  Feed(const Feed&) = delete;
  Feed& operator=(const Feed&) = delete;

  /// Copies sample `index` of a data set to `row`.
  void load(const Dataset& data, std::size_t index, int row) {
    const auto at = static_cast<std::size_t>(row);
    if constexpr (std::is_same_v<Input, typename Dataset::InputElement>) {
      data.copy_inputs(index, 1, inputs_.data() + at * Dataset::input_size);
    } else {
      const auto x = data.input(index);
      for (std::size_t k = 0; k < x.size(); ++k)
        inputs_[at * Dataset::input_size + k] = static_cast<Input>(x[k]);
    }
    if constexpr (std::is_same_v<Target, typename Dataset::TargetElement>) {
      data.copy_targets(index, 1, targets_.data() + at * Dataset::target_size);
    } else {
      typename Dataset::TargetElement y[Dataset::target_size];
      data.copy_targets(index, 1, y);
      for (std::size_t k = 0; k < Dataset::target_size; ++k)
        targets_[at * Dataset::target_size + k] = static_cast<Target>(y[k]);
    }
  }
  /// Copies `rows` samples from `first` on.
  void load_rows(const Dataset& data, std::size_t first, int rows) {
    for (int row = 0; row < rows; ++row) load(data, first + static_cast<std::size_t>(row), row);
  }

  const void* const* inputs() const { return &input_pointer_; }
  const Target* targets() const { return targets_.data(); }

 private:
  std::vector<Input> inputs_;
  std::vector<Target> targets_;
  const void* input_pointer_ = inputs_.data();
};

}  // namespace cortexpr::detail
