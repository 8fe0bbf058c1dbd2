/// Everything that trains and measures.
#pragma once

#include <cortexpr/train/checkpoint.hpp>
#include <cortexpr/train/early_stopping.hpp>
#include <cortexpr/train/evaluate.hpp>
#include <cortexpr/train/fit.hpp>
#include <cortexpr/train/learning_rate.hpp>
#include <cortexpr/train/metrics/accuracy.hpp>
#include <cortexpr/train/metrics/confusion_matrix.hpp>
#include <cortexpr/train/metrics/top_k.hpp>
#include <cortexpr/train/progress_bar.hpp>
#include <cortexpr/train/stop_on_nan.hpp>
#include <cortexpr/train/summary.hpp>
