/// Compiled with no flag: runs on every processor.
#include "network.hpp"

Outcome base() { return train_and_predict(); }
