/// What the compiler says when shapes do not fit. Each struct states one rule; its template arguments, which
/// every compiler prints, show the numbers.
#pragma once

#include <cortexpr/tensor/extents.hpp>

namespace cortexpr::detail::tensors {

template <std::size_t... extents> struct Left {};
template <std::size_t... extents> struct Right {};
template <std::size_t... extents> struct Expected {};
template <std::size_t... extents> struct Found {};

template <template <std::size_t...> class Role, class Extents> struct Named;
template <template <std::size_t...> class Role, std::size_t... extents>
struct Named<Role, Sizes<extents...>> {
  using type = Role<extents...>;
};
/// A shape under the name of the part it plays in an error.
template <template <std::size_t...> class Role, class Extents> using named =
    typename Named<Role, Extents>::type;

template <class LeftShape, class RightShape> struct ShapesDoNotBroadcast {
  static_assert(
      sizeof(LeftShape) == 0,
      "the shapes of two tensors do not fit together: aligned at the last axis, every pair of extents "
      "must be equal or contain a 1; the two shapes are Left<...> and Right<...>");
};

template <class ExpectedShape, class FoundShape> struct ShapeCannotBeAssigned {
  static_assert(sizeof(ExpectedShape) == 0,
                "a tensor of this shape cannot be assigned: expected the shape Expected<...> (or one that "
                "broadcasts to it), found Found<...>");
};

template <class ExpectedCount, class FoundCount> struct WrongNumberOfValues {
  static_assert(sizeof(ExpectedCount) == 0,
                "a tensor needs one value for each element: expected Expected<...> values, found Found<...>");
};

template <class ExpectedShape, class FoundShape> struct WrongRows {
  static_assert(
      sizeof(ExpectedShape) == 0,
      "the nested lists do not have the shape of the tensor: expected Expected<...>, found Found<...>");
};

template <class LeftShape, class RightShape> struct ShapesDoNotMultiply {
  static_assert(
      sizeof(LeftShape) == 0,
      "matmul: the last extent of Left<...> must equal the last but one of Right<...> (the only one of "
      "a vector), and the axes before must broadcast");
};

template <class OldShape, class NewShape> struct ReshapeChangesSize {
  static_assert(
      sizeof(OldShape) == 0,
      "reshape keeps the number of elements: expected as many as Expected<...> has, found Found<...>");
};

template <class ShapeOfTensor, int... axes> struct NoSuchAxis {
  static_assert(
      sizeof(ShapeOfTensor) == 0,
      "no such axis, or the same axis twice: axes run from -rank to rank - 1 of the shape Found<...>");
};

template <class ShapeOfTensor, int axis, std::size_t begin, std::size_t end> struct SliceOutOfRange {
  static_assert(
      sizeof(ShapeOfTensor) == 0,
      "a slice needs begin < end <= extent of its axis; the arguments are the shape Found<...>, axis, "
      "begin, end");
};

template <class ShapeOfTensor, int indices> struct WrongNumberOfIndices {
  static_assert(
      sizeof(ShapeOfTensor) == 0,
      "an element needs one index for each axis: the arguments are the shape Found<...> and the number "
      "of indices");
};

}  // namespace cortexpr::detail::tensors
