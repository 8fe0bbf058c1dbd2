/// The devices a program can run on. A device is a type, never a macro.
#pragma once

namespace cortexpr {

/// The processor that runs the surrounding program.
struct Cpu {};

/// An NVIDIA GPU; its kernels come with <cortexpr/cuda.hpp>.
struct Cuda;

}  // namespace cortexpr
