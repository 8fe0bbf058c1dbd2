/// A recording, run through the graph compiler and frozen into a constant.
#pragma once

#include <cortexpr/graph/compile.hpp>

namespace cortexpr::detail {

template <auto> struct Constant;

/// What a graph becomes after a complaint: nothing that later checks could stumble over.
constexpr Recording empty_recording(const Complaint& complaint, int rows) {
  Recording r;
  r.graph.leaf(Role::input, {1}, true, DType::f32);
  r.graph.results.push_back(0);
  r.graph.complaint = complaint;
  r.rows = rows;
  return r;
}

/// Whether a recording can be made while compiling: all it calls is constexpr.
template <class Record>
concept Recordable = requires { typename Constant<(Record{}(), true)>; };

template <class Record> constexpr Recording recorded() {
  if constexpr (Recordable<Record>)
    return Record{}();
  else
    return empty_recording(Record::not_constant(), 1);
}

/// Sizes and verdict of a recording: the first of two evaluations, the second one fills arrays of these
/// sizes.
struct Measured {
  ProgramSizes sizes{};
  Complaint complaint{};
};
template <class Record> consteval Measured measure() {
  const Compiled c = compile(recorded<Record>());
  return {sizes_of(c), c.graph.complaint};
}

template <class Record, ProgramSizes sizes> consteval auto freeze_recording() {
  const Recording r = recorded<Record>();
  return freeze<sizes>(compile(r), r.rows);
}

/// A recording compiled and frozen.
template <class Record> struct FrozenProgram {
  using record = Record;
  static constexpr Measured measured = measure<Record>();
  static constexpr const Complaint& complaint = measured.complaint;
  static constexpr bool ok = !complaint.made;
  static constexpr auto frozen = freeze_recording<Record, measured.sizes>();
};

}  // namespace cortexpr::detail
