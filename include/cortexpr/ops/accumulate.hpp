/// The ops that differentiation itself is made of: gradients are added up, summed where a value was repeated,
/// and repeated where it was summed. Every file with a gradient rule includes this; those below it
/// (elementwise.hpp, view.hpp) do so in their last line, after their own declarations.
#pragma once

#include <cortexpr/ops/add.hpp>
#include <cortexpr/ops/broadcast.hpp>
#include <cortexpr/ops/sum.hpp>
