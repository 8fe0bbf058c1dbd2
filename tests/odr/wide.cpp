/// Compiled with -march=x86-64-v3: needs AVX2.
#include "network.hpp"

Outcome wide() { return train_and_predict(); }
