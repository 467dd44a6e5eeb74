#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/report/json/json_value.hpp"

namespace acklab::report {

/// How the values of a column are written.
enum class ColumnKind : std::uint8_t {
  number,   // as they are
  running,  // as the difference from the value before in the same lane (0 before the first)
  word,     // as a place in the column's list of words
  list,     // as they are; arrays, and true for flags
};

/// One key of a trace's lines. "packet.flags" is `flags` within `packet`.
struct ColumnRule {
  std::string_view key;
  ColumnKind kind = ColumnKind::number;
};

/// Lines of a trace turned into columns, which compress well and are quick to read. What a line
/// lacks is null in its column; a column with few values says in `at` in which rows they are (as
/// differences), one without any is left out.
class TraceColumns {
 public:
  /// `lane` is the key that tells running columns apart, such as "direction"; `rules` must outlive
  /// this.
  TraceColumns(std::span<const ColumnRule> rules, std::string_view lane);

  void add(const Json& line);
  [[nodiscard]] std::uint64_t rows() const { return rows_; }
  /// As JSON: {"rows": N, "columns": {KEY: {"kind": …, "at"?: […], "words"?: […], "values": […]}}}
  [[nodiscard]] std::string json() const;

 private:
  struct Column {
    ColumnRule rule;
    std::vector<std::uint64_t> at;    // the rows that have a value
    std::vector<std::string> values;  // JSON
    std::vector<std::string> words;
    std::map<std::string, std::size_t, std::less<>> places;
    std::map<std::string, std::int64_t, std::less<>> before;  // by lane
  };
  static void put(Column& column, const Json& value, const std::string& lane);
  [[nodiscard]] std::string column_json(const Column& column) const;

  std::vector<Column> columns_;
  std::string_view lane_;
  std::uint64_t rows_ = 0;
};

}  // namespace acklab::report
