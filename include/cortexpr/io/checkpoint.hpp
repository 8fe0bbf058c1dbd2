/// Checkpoints: a file with everything that a training needs to go on, bit for bit, as if it had never been
/// interrupted.
#pragma once

#include <cortexpr/core/version.hpp>
#include <cortexpr/io/model.hpp>
#include <cortexpr/io/number.hpp>
#include <cortexpr/kernels/cpu/isa.hpp>
#include <cortexpr/runtime/trainer.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cortexpr {

struct ResumeOptions {
  /// Whether a checkpoint of another compiler, instruction set or version is refused: with it, the training
  /// would go on, but not with the same bits.
  bool exact = true;
};

namespace detail {

constexpr std::string_view name_of(InstructionSet set) {
  return set == InstructionSet::avx512 ? "avx512" : set == InstructionSet::avx2 ? "avx2" : "base";
}

/// What the bits of a result depend on, besides the numbers.
inline io::Metadata build_facts() {
  return {{"cortexpr.version", std::string(version)},
          {"cortexpr.compiler", __VERSION__},
          {"cortexpr.instruction_set", std::string(name_of(instruction_set()))}};
}

template <class TrainerType> io::Metadata position_facts(TrainerType& trainer) {
  const TrainingPosition& p = trainer.position();
  return {{"cortexpr.seed", std::to_string(trainer.model().seed())},
          {"cortexpr.steps", std::to_string(p.steps)},
          {"cortexpr.updates", std::to_string(p.updates)},
          {"cortexpr.epochs", std::to_string(p.epochs)},
          {"cortexpr.fit_epoch", std::to_string(p.fit_epoch)}};
}

inline const std::string& require_fact(const io::Safetensors& file, const std::string& key) {
  const std::string* text = file.find_metadata(key);
  if (!text)
    fail({.what = "a file without " + key + " is no checkpoint",
          .file = file.file(),
          .expected = "metadata as save_checkpoint writes it"});
  return *text;
}

inline std::uint64_t require_number(const io::Safetensors& file, const std::string& key) {
  const std::string& text = require_fact(file, key);
  std::uint64_t number = 0;
  if (!parse_unsigned(text, number))
    fail({.what = "damaged checkpoint: " + key, .file = file.file(), .expected = "a number", .found = text});
  return number;
}

template <class TrainerType> std::vector<TensorToRead> checkpoint_tensors(TrainerType& trainer) {
  auto tensors = tensors_to_read(trainer.model());
  trainer.for_each_optimizer_state([&](const auto& t) { tensors.push_back(to_read(t, "optimizer/")); });
  return tensors;
}

}  // namespace detail

/// Writes parameters, states and optimizer tensors, and how far the training has come; the file is replaced
/// atomically. Errors: it cannot be written.
template <class TrainerType> void save_checkpoint(TrainerType& trainer, const std::string& path) {
  auto tensors = detail::tensors_to_write(std::as_const(trainer.model()));
  trainer.for_each_optimizer_state(
      [&](const auto& t) { tensors.push_back(detail::to_write(t, "optimizer/")); });
  io::Metadata metadata = detail::build_facts();
  for (auto& fact : detail::position_facts(trainer)) metadata.push_back(std::move(fact));
  io::write_safetensors(path, std::move(tensors), metadata);
}

/// Takes up a training where `save_checkpoint` (or the callback `checkpoint`) left it: the next `fit` of this
/// trainer makes the epochs that are missing. Errors: the file cannot be read; it is of another model or
/// optimizer, another seed, or (see ResumeOptions) another build. Then the trainer is as it was.
template <class TrainerType>
void resume(TrainerType& trainer, const std::string& path, const ResumeOptions& options = {}) {
  const io::Safetensors file = io::read_safetensors(path);
  const auto require_same = [&](const std::string& key, const std::string& here, const char* what) {
    const std::string& there = detail::require_fact(file, key);
    if (there != here) fail({.what = what, .file = path, .tensor = key, .expected = there, .found = here});
  };
  const std::string seed = std::to_string(trainer.model().seed());
  require_same("cortexpr.seed", seed, "the checkpoint is of a model with another seed");
  for (const auto& [key, here] : detail::build_facts())
    if (options.exact)
      require_same(
          key, here,
          "the checkpoint is of another build, whose bits differ: choose that one (CORTEXPR_ISA names "
          "the instruction set), or resume(trainer, path, {.exact = false})");
  const TrainingPosition position{.steps = detail::require_number(file, "cortexpr.steps"),
                                  .updates = detail::require_number(file, "cortexpr.updates"),
                                  .epochs = detail::require_number(file, "cortexpr.epochs"),
                                  .fit_epoch = detail::require_number(file, "cortexpr.fit_epoch")};
  const auto tensors = detail::checkpoint_tensors(trainer);
  detail::check_tensors(file, tensors);
  detail::copy_tensors(file, tensors);
  trainer.position() = position;
}

}  // namespace cortexpr
