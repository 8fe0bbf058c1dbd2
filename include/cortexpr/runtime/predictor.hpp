/// Inference: a model's forward pass over batches, with memory of its own, so that one const Model serves
/// many threads.
#pragma once

#include <cortexpr/graph/reference.hpp>
#include <cortexpr/kernels/cpu/run.hpp>
#include <cortexpr/runtime/model.hpp>
#include <cortexpr/runtime/threads.hpp>
#include <cortexpr/tensor/tensor.hpp>

namespace cortexpr {

template <class ModelType, class BatchType> class Predictor;

/// `Predictor predict{model, batch<32>};  const float* y = predict(x, rows);`
/// Not shared between threads: each has its own, all of the same model. A call allocates nothing.
template <const auto& net, class T, int rows_> class Predictor<Model<net, Cpu, T>, Batch<rows_>> {
 public:
  using model_type = Model<net, Cpu, T>;
  using program = Program<net, Mode::inference, rows_, NoLoss, T>;
  static constexpr int capacity = rows_;
  static constexpr bool ok = model_type::ok;
  /// The shapes of one sample.
  static constexpr Shape input_shape(int i = 0) {
    for (int id = 0; id < program::frozen.size(); ++id)
      if (program::frozen[id].role == Role::input && i-- == 0) return program::frozen[id].shape;
    return {};
  }
  static constexpr Shape output_shape() { return program::frozen[program::frozen.results[0]].shape; }

  explicit Predictor(const model_type& model, Batch<rows_> = {}, Threads threads = {})
      : model_(model),
        workspace_(program::frozen.workspace_bytes),
        scratch_(scratch_bytes * static_cast<std::size_t>(threads.count)),
        barrier_(threads.count),
        team_(threads.count) {}

  /// The outputs of up to `capacity` samples, one after another; valid until the next call. `inputs` has a
  /// pointer for each input of the network, to its samples one after another.
  const T* operator()(const void* const* inputs, int rows = rows_) {
    // The program reads parameters and states of a model, but has no assignments.
    auto* const parameters = const_cast<std::byte*>(model_.parameter_arena().data());
    auto* const states = const_cast<std::byte*>(model_.state_arena().data());
    run_.program = {workspace_.data(), parameters, states,  nullptr, scratch_.data(),
                    scratch_bytes,     inputs,     nullptr, rows,    {}};
    detail::write_scalars<program>(run_.program, nullptr);
    team_.run(
        [](void* self, int thread, int threads) { static_cast<Predictor*>(self)->walk(thread, threads); },
        this);
    return static_cast<const T*>(detail::address<program, program::frozen.results[0]>(run_.program));
  }
  const T* operator()(const void* input, int rows = rows_) {
    const void* inputs[] = {input};
    return (*this)(inputs, rows);
  }

  const model_type& model() const { return model_; }

 private:
  static constexpr std::size_t scratch_bytes = detail::program_scratch<program, detail::NoUpdate>();

  void walk(int thread, int threads) {
    detail::run_groups<program, detail::NoUpdate, 0, program::frozen.group_count>(run_, thread, threads,
                                                                                  barrier_);
  }

  const model_type& model_;
  detail::Arena workspace_, scratch_;
  detail::CpuRun run_{};
  detail::Barrier barrier_;
  detail::Team team_;
};

template <const auto& net, class T> Predictor(const Model<net, Cpu, T>&)
    -> Predictor<Model<net, Cpu, T>, Batch<1>>;
template <const auto& net, class T, int rows, class... More>
Predictor(const Model<net, Cpu, T>&, Batch<rows>, More...) -> Predictor<Model<net, Cpu, T>, Batch<rows>>;

namespace detail {
/// The shape of what a program produces, as a type.
template <class P> struct ResultShape {
  static constexpr Shape shape = P::frozen[P::frozen.results[0]].shape;
};
template <class T, class Source, class Axes> struct TensorOf;
template <class T, class Source, std::size_t... axis>
struct TensorOf<T, Source, std::index_sequence<axis...>> {
  using type = Tensor<T, static_cast<std::size_t>(Source::shape.extent[axis])...>;
};
/// Tensor<T, extents...> of the result of a program.
template <class P> using result_tensor =
    typename TensorOf<typename P::element, ResultShape<P>,
                      std::make_index_sequence<static_cast<std::size_t>(ResultShape<P>::shape.rank)>>::type;
}  // namespace detail

/// The output of a network without parameters of its own, in constant expressions too (the reference executor
/// runs it): `static_assert(argmax(predict<solved_xor>(Tensor{1.f, 0.f})) == 1)`.
template <const auto& net, class T, std::size_t... extents>
constexpr auto predict(const Tensor<T, extents...>& x) {
  using P = Program<net, Mode::inference, 1, NoLoss, T>;
  constexpr bool ok = P::ok;
  constexpr bool network_has_no_parameters = !ok || P::frozen.parameter_bytes == 0;
  static_assert(network_has_no_parameters,
                "predict<net>(x): this network has trainable parameters; use a Model");
  constexpr Shape in = P::frozen[0].shape;
  constexpr bool tensor_has_the_shape_of_the_input = !ok || in == Tensor<T, extents...>::shape();
  static_assert(tensor_has_the_shape_of_the_input,
                "predict<net>(x): x has not the shape of the network's input");
  detail::result_tensor<P> y;
  if constexpr (ok && network_has_no_parameters && tensor_has_the_shape_of_the_input) {
    const Recording recording = detail::RecordNetwork<net, Mode::inference, 1, NoLoss, T, false>{}();
    ReferenceBindings<T> bindings;
    bindings.inputs.push_back(std::vector<T>(x.begin(), x.end()));
    const auto values = evaluate(recording.graph, bindings);
    const auto& result = values[static_cast<std::size_t>(recording.graph.results[0])];
    for (std::size_t i = 0; i < result.size(); ++i) y.data()[i] = result[i];
  }
  return y;
}

/// The output for one sample.
template <const auto& net, class T, std::size_t... extents>
auto predict(const Model<net, Cpu, T>& model, const Tensor<T, extents...>& x) {
  Predictor predictor{model};
  static_assert(decltype(predictor)::input_shape() == Tensor<T, extents...>::shape(),
                "predict(model, x): x has not the shape of the network's input");
  const T* result = predictor(x.data());
  detail::result_tensor<typename decltype(predictor)::program> y;
  for (std::size_t i = 0; i < y.size(); ++i) y.data()[i] = result[i];
  return y;
}

}  // namespace cortexpr
