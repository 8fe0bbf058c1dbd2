/// A callback that shows how a training goes: a live bar on a terminal, a line for each epoch elsewhere.
#pragma once

#include <cortexpr/train/callback.hpp>
#include <cortexpr/train/clock.hpp>
#include <cstdio>
#if __has_include(<unistd.h>)
#include <unistd.h>
#endif

namespace cortexpr {

struct ProgressBarOptions {
  std::FILE* stream = stderr;
  int width = 24;          ///< characters of the bar
  double interval = 0.08;  ///< seconds between two pictures of the bar
};

namespace detail {

class ProgressBar {
 public:
  explicit ProgressBar(const ProgressBarOptions& options)
      : options_(options),
        live_(is_terminal(options.stream)) {}

  void operator()(const Progress& p) {
    if (p.moment == Moment::step_end && live_) show(p);
    if (p.moment == Moment::epoch_end) finish_line(p);
    if (p.moment == Moment::end && !p.history.stopped_by.empty())
      std::fprintf(options_.stream, "stopped: %s\n", p.history.stopped_by.c_str());
  }

 private:
  static bool is_terminal(std::FILE* stream) {
#if __has_include(<unistd.h>)
    return ::isatty(::fileno(stream)) != 0;
#else
    return false;
#endif
  }

  static double rate(const Progress& p) {
    return p.seconds > 0 ? static_cast<double>(p.sample) / p.seconds : 0;
  }

  void show(const Progress& p) {
    const double now = seconds_now();
    if (now < next_) return;
    next_ = now + options_.interval;
    const double done = static_cast<double>(p.sample) / static_cast<double>(p.samples);
    const double left = done > 0 ? p.seconds * (1 - done) / done : 0;
    std::fprintf(options_.stream, "\r\x1b[Kepoch %d/%d ", p.epoch, p.epochs);
    const int filled = static_cast<int>(done * options_.width + 0.5);
    for (int i = 0; i < options_.width; ++i) std::fputs(i < filled ? "\u2588" : "\u2591", options_.stream);
    std::fprintf(options_.stream, " %3.0f %%  %.0f samples/s  loss %.4f  %.0f s left", 100 * done, rate(p),
                 static_cast<double>(p.loss), left);
    std::fflush(options_.stream);
  }

  void finish_line(const Progress& p) {
    if (live_) std::fputs("\r\x1b[K", options_.stream);
    std::fprintf(options_.stream, "epoch %d/%d  loss %.4f", p.epoch, p.epochs, static_cast<double>(p.loss));
    const EpochRecord& record = p.history.back();
    const auto value = [&](const char* name, float x) {
      std::fprintf(options_.stream, "  %s %.4f", name, static_cast<double>(x));
    };
    if (record.validation_loss == record.validation_loss) value("validation loss", record.validation_loss);
    for (std::size_t i = 0; i < record.metrics.size(); ++i)
      value(p.history.metric_names[i].c_str(), record.metrics[i]);
    std::fprintf(options_.stream, "  %.0f samples/s  %.1f s\n", rate(p), record.seconds);
    std::fflush(options_.stream);
    next_ = 0;
  }

  ProgressBarOptions options_;
  bool live_;
  double next_ = 0;  ///< when the bar may be drawn again
};

}  // namespace detail

/// `{.callbacks = {progress_bar()}}`: writes to stderr unless told otherwise.
inline detail::ProgressBar progress_bar(const ProgressBarOptions& options = {}) {
  return detail::ProgressBar(options);
}

}  // namespace cortexpr
