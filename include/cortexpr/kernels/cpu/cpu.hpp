/// All kernels for the CPU.
#pragma once

#include <cortexpr/kernels/cpu/conv2d.hpp>
#include <cortexpr/kernels/cpu/matmul.hpp>
#include <cortexpr/kernels/cpu/plain.hpp>
#include <cortexpr/kernels/cpu/pool.hpp>
#include <cortexpr/kernels/cpu/reduce.hpp>
#include <cortexpr/kernels/cpu/scan.hpp>
#include <cortexpr/kernels/cpu/softmax.hpp>
