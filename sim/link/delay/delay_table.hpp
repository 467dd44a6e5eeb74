#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "net/base/expected.hpp"

namespace acklab::link {

/// Limits on a table of delays, and on its file.
inline constexpr std::size_t max_delay_table_entries = 65'536;
inline constexpr std::size_t max_delay_table_bytes = 1U << 20U;

/// A distribution in iproute2's format: numbers of 16 bits with a sign, all as likely, of which
/// netem takes 8192 for the jitter's amount. Here they are brought to mean 0 and standard deviation
/// 1, whatever they were.
class DelayTable {
 public:
  /// From at least two different numbers.
  explicit DelayTable(const std::vector<std::int16_t>& entries);

  [[nodiscard]] std::uint64_t size() const { return values_.size(); }
  /// In the fixed-point numbers of normal_quantile.
  [[nodiscard]] std::int64_t value(std::uint64_t index) const { return values_.at(index); }

  friend bool operator==(const DelayTable&, const DelayTable&) = default;

 private:
  std::vector<std::int64_t> values_;
};

/// What is wrong with the text of a table: the line, from 1 (0: no line in particular), and a
/// sentence without its full stop.
struct DelayTableProblem {
  std::uint64_t line = 0;
  std::string what;
};

/// A table's text: numbers between white space; a line that begins with # is a remark.
[[nodiscard]] Expected<DelayTable, DelayTableProblem> parse_delay_table(std::string_view text);

}  // namespace acklab::link
