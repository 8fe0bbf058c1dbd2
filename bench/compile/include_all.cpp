/// What including the header alone costs.
#include <cortexpr/cortexpr.hpp>

int main() {}
