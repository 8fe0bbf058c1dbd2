/// MNIST, handwritten digits of 28 x 28 pixels (LeCun, Cortes, Burges), and every data set in the same four
/// files (Fashion-MNIST, KMNIST).
#pragma once

#include <cortexpr/core/error.hpp>
#include <cortexpr/data/dataset.hpp>
#include <cortexpr/data/directory.hpp>
#include <cortexpr/data/idx.hpp>
#include <cortexpr/tensor/tensor.hpp>
#include <string>
#include <utility>
#include <vector>

namespace cortexpr::data {

/// 60,000 and 10,000 digits; pixels from 0 (paper) to 1 (ink), labels 0 to 9.
struct Mnist {
  Dataset<Tensor<float, 28, 28>, int> train;
  Dataset<Tensor<float, 28, 28>, int> test;
};

}  // namespace cortexpr::data

namespace cortexpr::detail {

/// The files of one part; `name` is "train" or "t10k".
struct MnistFiles {
  MnistFiles(const std::vector<std::string>& directories, const std::string& name)
      : images(data::require_file(directories, {name + "-images-idx3-ubyte", name + "-images.idx3-ubyte"})),
        labels(data::require_file(directories, {name + "-labels-idx1-ubyte", name + "-labels.idx1-ubyte"})) {}
  std::string images;
  std::string labels;
};

inline data::Idx read_mnist_array(const std::string& file, std::size_t axes) {
  data::Idx array = data::read_idx(file);
  if (array.type != data::IdxType::u8 || array.extents.size() != axes ||
      (axes == 3 && (array.extents[1] != 28 || array.extents[2] != 28)))
    fail(ErrorFacts{.what = "an IDX file, but not one of MNIST's",
                    .file = file,
                    .expected = axes == 3 ? "images of 28 x 28 bytes" : "a byte for each label"});
  return array;
}

inline data::Dataset<Tensor<float, 28, 28>, int> read_mnist_part(const MnistFiles& files) {
  const data::Idx images = read_mnist_array(files.images, 3);
  const data::Idx labels = read_mnist_array(files.labels, 1);
  if (images.extents[0] != labels.extents[0])
    fail({.what = "images and labels do not belong together",
          .file = files.labels,
          .expected = std::to_string(images.extents[0]) + " labels, as there are images in " + files.images,
          .found = std::to_string(labels.extents[0])});
  std::vector<float> pixels(images.bytes.size());
  for (std::size_t i = 0; i < pixels.size(); ++i)
    pixels[i] = static_cast<float>(static_cast<unsigned char>(images.bytes[i])) / 255.0f;
  std::vector<int> classes(labels.bytes.size());
  for (std::size_t i = 0; i < classes.size(); ++i) {
    classes[i] = static_cast<unsigned char>(labels.bytes[i]);
    if (classes[i] > 9)
      fail({.what = "a label out of range",
            .file = files.labels,
            .expected = "0 to 9",
            .found = std::to_string(classes[i]) + " in sample " + std::to_string(i)});
  }
  return {std::move(pixels), std::move(classes), 10};
}

}  // namespace cortexpr::detail

namespace cortexpr::data {

/// Reads the four files (train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-..., each plain or .gz) in
/// `dir`, or in `dir`/mnist. Errors: a file is not there, damaged, or something else.
inline Mnist mnist(const std::string& dir = directory()) {
  const std::vector<std::string> directories{dir, dir + "/mnist"};
  const detail::MnistFiles train(directories, "train");
  const detail::MnistFiles test(directories, "t10k");
  return {detail::read_mnist_part(train), detail::read_mnist_part(test)};
}

}  // namespace cortexpr::data
