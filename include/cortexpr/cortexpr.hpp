/// Everything that a plain C++20 compiler accepts.
#pragma once

// First what reports errors: compilers print the way to it too.
#include <cortexpr/runtime/program.hpp>

#include <cortexpr/data/batches.hpp>
#include <cortexpr/data/csv.hpp>
#include <cortexpr/data/dataset.hpp>
#include <cortexpr/data/from_arrays.hpp>
#include <cortexpr/data/mnist.hpp>
#include <cortexpr/data/optdigits.hpp>
#include <cortexpr/initializers/initializer.hpp>
#include <cortexpr/io/checkpoint.hpp>
#include <cortexpr/io/model.hpp>
#include <cortexpr/kernels/cpu/cpu.hpp>
#include <cortexpr/layers/layers.hpp>
#include <cortexpr/losses/cross_entropy.hpp>
#include <cortexpr/losses/loss.hpp>
#include <cortexpr/losses/regression.hpp>
#include <cortexpr/optimizers/adam.hpp>
#include <cortexpr/optimizers/gradient_steps.hpp>
#include <cortexpr/optimizers/optimizer.hpp>
#include <cortexpr/optimizers/rmsprop.hpp>
#include <cortexpr/optimizers/sgd.hpp>
#include <cortexpr/runtime/predictor.hpp>
#include <cortexpr/runtime/trainer.hpp>
#include <cortexpr/schedules/schedule.hpp>
#include <cortexpr/tensor/tensor.hpp>
#include <cortexpr/train/train.hpp>
