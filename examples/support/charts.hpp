/// All pictures that the examples draw. Each function returns the text of an SVG; `save` writes it.
#pragma once

#include <cortexpr/io/file.hpp>
#include <string>

#include "confusion_matrix.hpp"
#include "line_chart.hpp"
#include "sample_sheet.hpp"

namespace pictures {

/// Writes a picture to a file. Errors: as `cortexpr::io::write_file`.
inline void save(const std::string& path, const std::string& svg) { cortexpr::io::write_file(path, svg); }

}  // namespace pictures
