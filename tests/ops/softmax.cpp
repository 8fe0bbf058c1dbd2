/// Softmax and logsumexp over the last axis.
#include <cortexpr/ops/softmax.hpp>
#include "../support/gradient_check.hpp"

using namespace testing;

namespace {
/// The plain quotient, in long double.
Numbers softmax_of(const Numbers& x, std::size_t n) {
  Numbers result;
  for (std::size_t first = 0; first < x.size(); first += n) {
    long double total = 0;
    for (std::size_t i = 0; i < n; ++i) total += std::exp(static_cast<long double>(x[first + i]));
    for (std::size_t i = 0; i < n; ++i)
      result.push_back(static_cast<double>(std::exp(static_cast<long double>(x[first + i])) / total));
  }
  return result;
}
}  // namespace

TEST_CASE("values of softmax and logsumexp") {
  for (bool batched : {false, true}) {
    Tape tape(3);
    const Value x = tape.input({2, 5}, batched, -4, 4);
    CHECK(near(tape(cortexpr::detail::softmax(x)), softmax_of(tape(x), 5), 1e-14));
    const Numbers p = tape(cortexpr::detail::softmax(x)), z = tape(x), lse = tape(logsumexp(x));
    CHECK(logsumexp(x).shape() == Shape{2, 1});
    for (std::size_t i = 0; i < p.size(); ++i) CHECK(near(std::log(p[i]), z[i] - lse[i / 5], 1e-13));
  }
}

TEST_CASE("huge logits do not overflow") {
  Tape tape;
  const Value x = tape.given({3}, false, {1e4, 0, -1e4}), one = tape.given({1}, false, Numbers{-1e4});
  CHECK(tape(cortexpr::detail::softmax(x)) == Numbers{1, 0, 0});
  CHECK(tape(logsumexp(x)) == Numbers{1e4});
  CHECK(tape(cortexpr::detail::softmax(one)) == Numbers{1});
  CHECK(tape(logsumexp(one)) == Numbers{-1e4});
}

TEST_CASE("derivatives of softmax and logsumexp") {
  for (bool batched : {false, true})
    for (const Shape& shape : {Shape{4}, Shape{2, 3}, Shape{2, 1}}) {
      check_gradient([](const std::vector<Value>& v) { return cortexpr::detail::softmax(v[0]); },
                     {{shape, batched, -2, 2}});
      check_gradient([](const std::vector<Value>& v) { return logsumexp(v[0]); }, {{shape, batched, -2, 2}});
    }
}
