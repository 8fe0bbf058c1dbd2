/// The threads of one run: they sleep between runs and spin at the barriers inside of one, which are
/// microseconds apart.
#pragma once

#include <pthread.h>
#include <cortexpr/core/error.hpp>

namespace cortexpr {

/// How many threads a trainer or predictor works with. The results are the same bits for any number.
struct Threads {
  int count = 1;
};
constexpr Threads threads(int count) { return {count}; }

namespace detail {

/// Where all threads of a run wait for each other. Spins: waits are short, and sleeping would cost more.
class Barrier {
 public:
  explicit Barrier(int threads) : threads_(threads) {}

  void wait() {
    if (threads_ == 1) return;
    const unsigned round = __atomic_load_n(&round_, __ATOMIC_ACQUIRE);
    if (__atomic_add_fetch(&arrived_, 1, __ATOMIC_ACQ_REL) == threads_) {
      __atomic_store_n(&arrived_, 0, __ATOMIC_RELAXED);
      __atomic_store_n(&round_, round + 1, __ATOMIC_RELEASE);
      return;
    }
    for (int spins = 0; __atomic_load_n(&round_, __ATOMIC_ACQUIRE) == round;)
      if (++spins > 20000) sched_yield();  // more threads than processors
  }

 private:
  const int threads_;
  int arrived_ = 0;
  unsigned round_ = 0;
};

/// A fixed set of threads that run one job at a time, the caller among them.
class Team {
 public:
  using Job = void (*)(void* context, int thread, int threads);

  explicit Team(int threads) : threads_(threads < 1 ? 1 : threads), done_(threads_) {
    if (threads_ == 1) return;
    workers_ = new Worker[static_cast<std::size_t>(threads_ - 1)];
    for (int i = 1; i < threads_; ++i) {
      Worker& w = workers_[i - 1];
      w.team = this;
      w.index = i;
      if (pthread_create(&w.handle, nullptr, &Team::work, &w) != 0) {
        stop(i - 1);
        fail(ErrorFacts{.what = "a thread could not be started",
                        .expected = "threads(n) that the system can give"});
      }
    }
  }
  Team(const Team&) = delete;
  Team& operator=(const Team&) = delete;
  ~Team() { stop(threads_ - 1); }

  int size() const { return threads_; }

  /// Runs the job on every thread; returns when all have finished.
  void run(Job job, void* context) {
    if (threads_ > 1) {
      pthread_mutex_lock(&mutex_);
      job_ = job;
      context_ = context;
      __atomic_store_n(&turn_, turn_ + 1, __ATOMIC_RELEASE);
      pthread_cond_broadcast(&wake_);
      pthread_mutex_unlock(&mutex_);
    }
    job(context, 0, threads_);
    done_.wait();
  }

 private:
  struct Worker {
    Team* team = nullptr;
    int index = 0;
    pthread_t handle{};
  };

  static void* work(void* argument) {
    Worker& w = *static_cast<Worker*>(argument);
    Team& team = *w.team;
    for (unsigned turn = 1;; ++turn) {
      team.await(turn);
      if (!team.job_) return nullptr;
      team.job_(team.context_, w.index, team.threads_);
      team.done_.wait();
    }
  }

  /// The next job usually comes at once: spin a little before sleeping.
  void await(unsigned turn) {
    for (int spins = 0; spins < 4000; ++spins)
      if (__atomic_load_n(&turn_, __ATOMIC_ACQUIRE) == turn) return;
    pthread_mutex_lock(&mutex_);
    while (__atomic_load_n(&turn_, __ATOMIC_ACQUIRE) != turn) pthread_cond_wait(&wake_, &mutex_);
    pthread_mutex_unlock(&mutex_);
  }

  void stop(int started) {
    if (!workers_) return;
    pthread_mutex_lock(&mutex_);
    job_ = nullptr;
    __atomic_store_n(&turn_, turn_ + 1, __ATOMIC_RELEASE);
    pthread_cond_broadcast(&wake_);
    pthread_mutex_unlock(&mutex_);
    for (int i = 0; i < started; ++i) pthread_join(workers_[i].handle, nullptr);
    delete[] workers_;
    workers_ = nullptr;
  }

  const int threads_;
  Barrier done_;
  Worker* workers_ = nullptr;
  pthread_mutex_t mutex_ = PTHREAD_MUTEX_INITIALIZER;
  pthread_cond_t wake_ = PTHREAD_COND_INITIALIZER;
  Job job_ = nullptr;
  void* context_ = nullptr;
  unsigned turn_ = 0;
};

}  // namespace detail
}  // namespace cortexpr
