#include "sim/report/grid.hpp"

#include <algorithm>
#include <cassert>
#include <numeric>
#include <utility>

#include "sim/report/display_text.hpp"

namespace acklab::report {
namespace {

constexpr std::size_t min_first_column = 6;

std::string without_trailing_spaces(std::string text) {
  text.erase(text.find_last_not_of(' ') + 1);
  return text;
}

}  // namespace

Grid::Grid(std::vector<GridHeading> headings) {
  std::vector<std::string> upper;
  std::vector<std::string> lower;
  for (GridHeading& heading : headings) {
    upper.push_back(std::move(heading.upper));
    lower.push_back(std::move(heading.lower));
  }
  rows_ = {std::move(upper), std::move(lower)};
}

void Grid::add_row(std::vector<std::string> cells) {
  assert(cells.size() == rows_.front().size());
  rows_.push_back(std::move(cells));
}

std::vector<std::size_t> Grid::widths(std::size_t columns) const {
  std::vector<std::size_t> widths(rows_.front().size(), 0);
  for (const auto& row : rows_) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      widths[i] = std::max(widths[i], display_width(row[i]));
    }
  }
  const std::size_t total =
      std::accumulate(widths.begin(), widths.end(), std::size_t{0}) + widths.size() - 1;
  if (total > columns) {
    const std::size_t excess = total - columns;
    widths.front() =
        widths.front() > excess + min_first_column ? widths.front() - excess : min_first_column;
  } else {
    // Room that is left over spreads the columns.
    std::size_t spare = std::min(columns - total, widths.size() - 1);
    for (std::size_t column = 1; spare > 0; ++column, --spare) ++widths[column];
  }
  return widths;
}

std::vector<std::string> Grid::lines(std::size_t columns, std::string_view ellipsis) const {
  const std::vector<std::size_t> wide = widths(columns);
  std::vector<std::string> lines;
  for (const auto& row : rows_) {
    std::string line = pad_right(fit(row.front(), wide.front(), ellipsis), wide.front());
    for (std::size_t i = 1; i < row.size(); ++i) line += ' ' + pad_left(row[i], wide[i]);
    lines.push_back(fit(without_trailing_spaces(std::move(line)), columns, ellipsis));
  }
  return lines;
}

}  // namespace acklab::report
