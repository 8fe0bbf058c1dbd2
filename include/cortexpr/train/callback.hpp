/// What `fit` calls while it trains: callbacks, and what they are told.
#pragma once

#include <concepts>
#include <cortexpr/train/box.hpp>
#include <cortexpr/train/history.hpp>
#include <cstdint>
#include <type_traits>
#include <utility>

namespace cortexpr {

/// When a callback is called.
enum class Moment : unsigned char { begin, epoch_begin, step_begin, step_end, epoch_end, end };

/// What a callback may answer: `no` ends the training after this step or epoch.
enum class Continue : bool { no, yes };

struct Progress {
  const History& history;  ///< of the epochs that are over; at epoch_end this one too
  Moment moment = Moment::begin;
  int epoch = 0;  ///< counted from 1
  int epochs = 0;
  std::size_t step = 0;  ///< of this epoch, counted from 1
  std::size_t steps = 0;
  std::size_t sample = 0;  ///< samples of this epoch that are done
  std::size_t samples = 0;
  float loss = 0;       ///< mean over the samples of this epoch so far
  float step_loss = 0;  ///< of the last batch
  float learning_rate = 0;
  double seconds = 0;  ///< since this epoch began; at end, of all epochs
  /// The batch: pointers to its inputs and targets, and how many rows it has. Between batches: nothing.
  const void* const* inputs = nullptr;
  const void* target = nullptr;
  int rows = 0;
};

namespace detail {

/// Calls f(trainer, progress), or f(progress); an answer of false (or Continue::no) means stop.
template <class F, class TrainerType> bool ask(F& f, TrainerType& trainer, const Progress& progress) {
  const auto answer = [](auto&& call) {
    if constexpr (std::is_void_v<decltype(call())>) {
      call();
      return true;
    } else {
      return static_cast<bool>(call());
    }
  };
  if constexpr (std::invocable<F&, TrainerType&, const Progress&>)
    return answer([&]() { return f(trainer, progress); });
  else
    return answer([&]() { return f(progress); });
}

template <class F, class TrainerType>
concept CallbackFor =
    std::invocable<F&, TrainerType&, const Progress&> || std::invocable<F&, const Progress&>;

}  // namespace detail

/// Anything that can be called as f(const Progress&) or f(Trainer&, const Progress&), at every Moment; it
/// returns nothing, a bool or a Continue. Copies share the callable.
template <class TrainerType> class Callback {
 public:
  template <class F> requires(!std::same_as<F, Callback> && detail::CallbackFor<F, TrainerType>)
  Callback(F f) : box_(new Holder<F>(std::move(f))) {}

  bool operator()(TrainerType& trainer, const Progress& progress) const {
    return box_->call(trainer, progress);
  }

 private:
  struct Interface : detail::Boxed {
    virtual bool call(TrainerType&, const Progress&) = 0;
  };
  template <class F> struct Holder final : Interface {
    explicit Holder(F callable) : f(std::move(callable)) {}
    bool call(TrainerType& trainer, const Progress& progress) override {
      return detail::ask(f, trainer, progress);
    }
    F f;
  };
  detail::Box<Interface> box_;
};

}  // namespace cortexpr
