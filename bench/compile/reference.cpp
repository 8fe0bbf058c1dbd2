/// The yardstick of compile times: a fixed program that includes nothing, so that a slower machine, or a busy
/// one, is told from a slower library. Its work resembles the library's: constant evaluation over arrays, and
/// many instantiations of small loops. Changing it means measuring every budget anew.
namespace {

constexpr unsigned sieve(unsigned limit) {
  bool composite[2048] = {};
  unsigned count = 0;
  for (unsigned i = 2; i < limit; ++i) {
    count += !composite[i];
    for (unsigned j = 2 * i; j < limit; j += i) composite[j] = true;
  }
  return count;
}

template <unsigned Rows, unsigned Columns> struct Product {
  static constexpr unsigned primes = sieve(256 + 8 * Rows + Columns);

  static void run(const float* a, const float* b, float* c, unsigned depth) {
    float sums[Rows][Columns] = {};
    for (unsigned k = 0; k < depth; ++k)
      for (unsigned i = 0; i < Rows; ++i)
        for (unsigned j = 0; j < Columns; ++j) sums[i][j] += a[k * Rows + i] * b[k * Columns + j];
    for (unsigned i = 0; i < Rows; ++i)
      for (unsigned j = 0; j < Columns; ++j) {
        const float x = sums[i][j] + static_cast<float>(primes);
        c[i * Columns + j] = x > 0 ? x : 0.1f * x;
      }
  }
};

template <unsigned Rows, unsigned Columns>
void products(const float* a, const float* b, float* c, unsigned depth) {
  Product<Rows, Columns>::run(a, b, c, depth);
  if constexpr (Columns > 1)
    products<Rows, Columns - 1>(a, b, c, depth);
  else if constexpr (Rows > 1)
    products<Rows - 1, 12>(a, b, c, depth);
}

}  // namespace

int main(int arguments, char** names) {
  float a[4096] = {}, b[4096] = {}, c[256] = {};
  for (unsigned i = 0; i < 4096; ++i) a[i] = b[i] = static_cast<float>(names[0][0] + static_cast<int>(i % 7));
  products<12, 12>(a, b, c, static_cast<unsigned>(arguments));
  return c[0] > 0 ? 0 : 1;
}
