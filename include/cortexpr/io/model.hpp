/// Models in files: parameters and states by name, in the safetensors format.
#pragma once

#include <cortexpr/core/dtype.hpp>
#include <cortexpr/core/error.hpp>
#include <cortexpr/core/shape.hpp>
#include <cortexpr/io/safetensors.hpp>
#include <cstring>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace cortexpr::detail {

/// A tensor in memory that a file has to have.
struct TensorToRead {
  std::string name{};
  DType dtype = DType::f32;
  Shape shape{};
  void* to = nullptr;
};

inline std::vector<std::uint64_t> extents_of(const Shape& shape) {
  std::vector<std::uint64_t> extents;
  for (int i = 0; i < shape.rank; ++i) extents.push_back(static_cast<std::uint64_t>(shape[i]));
  return extents;
}

/// `t` is a TensorRef.
template <class Ref> io::TensorToWrite to_write(const Ref& t, const std::string& prefix = {}) {
  using E = std::remove_cvref_t<decltype(*t.data)>;
  return {prefix + std::string(t.name), dtype_of<E>, extents_of(t.shape), t.data, t.size() * sizeof(E)};
}
template <class Ref> TensorToRead to_read(const Ref& t, const std::string& prefix = {}) {
  return {prefix + std::string(t.name), dtype_of<std::remove_cvref_t<decltype(*t.data)>>, t.shape, t.data};
}

/// Parameters and states of a model.
template <class M> std::vector<io::TensorToWrite> tensors_to_write(const M& model) {
  std::vector<io::TensorToWrite> tensors;
  model.for_each_parameter([&](const auto& t) { tensors.push_back(to_write(t)); });
  model.for_each_state([&](const auto& t) { tensors.push_back(to_write(t)); });
  return tensors;
}
template <class M> std::vector<TensorToRead> tensors_to_read(M& model) {
  std::vector<TensorToRead> tensors;
  model.for_each_parameter([&](const auto& t) { tensors.push_back(to_read(t)); });
  model.for_each_state([&](const auto& t) { tensors.push_back(to_read(t)); });
  return tensors;
}

/// Fails unless the file has exactly these tensors, with these shapes and types.
inline void check_tensors(const io::Safetensors& file, const std::vector<TensorToRead>& wanted) {
  const auto text = [](std::string_view type, const std::vector<std::uint64_t>& extents) {
    return std::string(type) + " " + to_text(extents);
  };
  for (const TensorToRead& t : wanted) {
    const auto extents = extents_of(t.shape);
    const std::string expected = text(safetensors_name(t.dtype), extents);
    const io::TensorEntry* entry = file.find(t.name);
    if (!entry)
      fail({.what = "a tensor of the model is not in the file",
            .file = file.file(),
            .tensor = t.name,
            .expected = expected,
            .found = "none of this name among " + std::to_string(file.tensors().size())});
    if (entry->extents != extents || entry->dtype_name != safetensors_name(t.dtype))
      fail({.what = "a tensor of the file is not like the model's",
            .file = file.file(),
            .tensor = t.name,
            .expected = expected,
            .found = text(entry->dtype_name, entry->extents)});
  }
  for (const io::TensorEntry& entry : file.tensors()) {
    bool known = false;
    for (const TensorToRead& t : wanted) known = known || t.name == entry.name;
    if (!known)
      fail({.what = "a tensor of the file is not in the model",
            .file = file.file(),
            .tensor = entry.name,
            .expected = "only the model's " + std::to_string(wanted.size()) + " tensors",
            .found = text(entry.dtype_name, entry.extents)});
  }
}

/// Copies what `check_tensors` has checked.
inline void copy_tensors(const io::Safetensors& file, const std::vector<TensorToRead>& wanted) {
  for (const TensorToRead& t : wanted) {
    const std::string_view bytes = file.bytes(*file.find(t.name));
    std::memcpy(t.to, bytes.data(), bytes.size());
  }
}

}  // namespace cortexpr::detail

namespace cortexpr {

/// Writes parameters and states of a model, under their names, to a safetensors file, which is replaced
/// atomically. Errors: the file cannot be written.
template <class M> void save(const M& model, const std::string& path) {
  io::write_safetensors(path, detail::tensors_to_write(model));
}

/// Reads what `save` wrote. The file must have exactly the tensors of the model, with the same shapes and
/// types. Errors: it has not, or it cannot be read, or is damaged; then the model is as it was.
template <class M> void load(M& model, const std::string& path) {
  const io::Safetensors file = io::read_safetensors(path);
  const auto tensors = detail::tensors_to_read(model);
  detail::check_tensors(file, tensors);
  detail::copy_tensors(file, tensors);
}

}  // namespace cortexpr
