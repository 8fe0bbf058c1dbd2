/// What including the header alone costs.
#include <cortexpr/predict.hpp>

int main() {}
