#pragma once

#include <string>
#include <string_view>

namespace acklab::bench {

/// One line of the transport benchmark: what was measured beside what it is judged by.
struct TableRow {
  std::string setting;
  std::string measured;
  std::string reference;  // the limit or the formula; empty when the bar is absolute
  std::string ratio;      // measured over reference
  std::string bar;
  bool met = false;
};

void print_heading(std::string_view title, std::string_view reference);
void print_row(const TableRow& row);
/// A line whose measurement this machine does not allow, and why.
void print_not_run(std::string_view setting, std::string_view reason);

[[nodiscard]] std::string mbit_text(double bits_per_s);
[[nodiscard]] std::string percent_text(double ratio);

}  // namespace acklab::bench
