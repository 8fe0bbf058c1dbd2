/// All layers of the library.
#pragma once

#include <cortexpr/layers/activations.hpp>
#include <cortexpr/layers/combinators.hpp>
#include <cortexpr/layers/compose.hpp>
#include <cortexpr/layers/conv2d.hpp>
#include <cortexpr/layers/dense.hpp>
#include <cortexpr/layers/dropout.hpp>
#include <cortexpr/layers/embedding.hpp>
#include <cortexpr/layers/flatten.hpp>
#include <cortexpr/layers/input.hpp>
#include <cortexpr/layers/normalization.hpp>
#include <cortexpr/layers/padding.hpp>
#include <cortexpr/layers/pool.hpp>
#include <cortexpr/layers/simple_rnn.hpp>
