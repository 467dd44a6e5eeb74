#include "tests/bench/transport_table.hpp"

#include <fmt/core.h>

namespace acklab::bench {

void print_heading(std::string_view title, std::string_view reference) {
  fmt::print("\n{}\n  {:<31} {:>9} {:>9} {:>7}  {:<13} {}\n", title, "setting", "measured",
             reference, reference.empty() ? "" : "ratio", "bar", "met");
}

void print_row(const TableRow& row) {
  fmt::print("  {:<31} {:>9} {:>9} {:>7}  {:<13} {}\n", row.setting, row.measured, row.reference,
             row.ratio, row.bar, row.met ? "yes" : "NO");
  std::fflush(stdout);
}

void print_not_run(std::string_view setting, std::string_view reason) {
  fmt::print("  {:<31} not_run: {}\n", setting, reason);
}

std::string mbit_text(double bits_per_s) {
  return fmt::format("{:.2f}", bits_per_s / 1e6);
}

std::string percent_text(double ratio) {
  return fmt::format("{:.1f} %", ratio * 100);
}

}  // namespace acklab::bench
