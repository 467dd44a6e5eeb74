#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace acklab::report {

/// A column's heading, of two lines.
struct GridHeading {
  std::string upper;
  std::string lower;
};

/// Columns of text: the first left-aligned, the others right-aligned, each as wide as its widest
/// cell.
class Grid {
 public:
  explicit Grid(std::vector<GridHeading> headings);

  /// As many cells as there are headings.
  void add_row(std::vector<std::string> cells);

  /// The headings' two lines, then a line a row, none wider than `columns`: the first column is cut
  /// as far as needed, then, as the last resort, the lines themselves. No trailing spaces.
  [[nodiscard]] std::vector<std::string> lines(std::size_t columns,
                                               std::string_view ellipsis) const;

 private:
  [[nodiscard]] std::vector<std::size_t> widths(std::size_t columns) const;

  std::vector<std::vector<std::string>> rows_;
};

}  // namespace acklab::report
