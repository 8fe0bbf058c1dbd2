/// How the benchmarks measure and what they print: lines `name value unit`, which run.py reads.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>
#include <vector>

namespace bench {

/// Seconds of a clock: the wall's, or with BENCH_CLOCK=cpu those that this process ran for, which one thread
/// on a shared machine is better measured with.
inline double seconds() {
  static const bool cpu = [] {
    const char* clock = std::getenv("BENCH_CLOCK");
    return clock != nullptr && std::string(clock) == "cpu";
  }();
  if (cpu) return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

inline double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const std::size_t middle = values.size() / 2;
  return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

inline void report(const std::string& name, double value, const char* unit) {
  std::printf("%s %.6g %s\n", name.c_str(), value, unit);
  std::fflush(stdout);
}

/// What a compiler must take for read and written anywhere, so that no measured work is optimised away.
inline void keep(const void* data) {
#if defined(__GNUC__)
  asm volatile("" : : "r"(data) : "memory");
#else
  static const void* volatile sink;
  sink = data;
#endif
}

/// Seconds that one call of work() takes: the median over chunks of `chunk` calls, for about `duration`
/// seconds after a warm-up of a fifth of that.
template <class Work> double seconds_per_call(int chunk, double duration, Work&& work) {
  for (const double start = seconds(); seconds() - start < duration / 5;) {
    for (int call = 0; call < chunk; ++call) work();
  }
  std::vector<double> times;
  for (const double start = seconds(); seconds() - start < duration || times.size() < 3;) {
    const double begin = seconds();
    for (int call = 0; call < chunk; ++call) work();
    times.push_back((seconds() - begin) / chunk);
  }
  return median(times);
}

/// Trains and prints `name` in samples/s, the median over the passes of about `duration` seconds, and
/// `name.loss`, the mean loss of the last pass. One pass is `steps` calls of step(pass, number of the step),
/// which gives a loss; the first pass is a warm-up. What it gives must not cost a peer a synchronisation that
/// training does not need.
template <class Step>
void report_training(const std::string& name, int batch, int steps, double duration, Step&& step) {
  std::vector<double> rates;
  double loss = 0;
  int pass = 0;
  for (double start = seconds(); seconds() - start < duration || rates.size() < 3; ++pass) {
    if (pass == 1) start = seconds();
    const double begin = seconds();
    loss = 0;
    for (int number = 0; number < steps; ++number) loss += static_cast<double>(step(pass, number));
    if (pass > 0) rates.push_back(batch * steps / (seconds() - begin));
  }
  report(name, median(rates), "samples/s");
  report(name + ".loss", loss / steps, "nats");
}

}  // namespace bench
