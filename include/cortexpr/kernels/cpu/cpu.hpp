/// All kernels for the CPU.
#pragma once

#include <cortexpr/kernels/cpu/matmul.hpp>
#include <cortexpr/kernels/cpu/plain.hpp>
