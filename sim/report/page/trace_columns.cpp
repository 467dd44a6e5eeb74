#include "sim/report/page/trace_columns.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace acklab::report {
namespace {

const char* name_of(ColumnKind kind) {
  switch (kind) {
    case ColumnKind::number:
      return "number";
    case ColumnKind::running:
      return "running";
    case ColumnKind::word:
      return "word";
    case ColumnKind::list:
      return "list";
  }
  return "list";
}

/// What a line has under a key, or under "OBJECT.KEY"; nullptr: nothing.
const Json* value_of(const Json& line, std::string_view key) {
  const std::size_t dot = key.find('.');
  const auto found = line.find(key.substr(0, dot));
  if (found == line.end()) return nullptr;
  if (dot == std::string_view::npos) return &*found;
  if (!found->is_object()) return nullptr;
  return value_of(*found, key.substr(dot + 1));
}

/// A column of rows that are few says where they are.
bool is_sparse(std::uint64_t values, std::uint64_t rows) {
  return values < rows / 2;
}

}  // namespace

TraceColumns::TraceColumns(std::span<const ColumnRule> rules, std::string_view lane) : lane_(lane) {
  columns_.reserve(rules.size());
  for (const ColumnRule& rule : rules) columns_.push_back(Column{rule, {}, {}, {}, {}, {}});
}

void TraceColumns::add(const Json& line) {
  const Json* lane = value_of(line, lane_);
  const std::string lane_text =
      lane != nullptr && lane->is_string() ? lane->get<std::string>() : "";
  for (Column& column : columns_) {
    const Json* value = value_of(line, column.rule.key);
    if (value == nullptr || value->is_null()) continue;
    const bool whole = value->is_number_integer();
    const bool counts =
        column.rule.kind == ColumnKind::number || column.rule.kind == ColumnKind::running;
    if ((counts && !whole) || (column.rule.kind == ColumnKind::word && !value->is_string())) {
      continue;
    }
    column.at.push_back(rows_);
    put(column, *value, lane_text);
  }
  ++rows_;
}

void TraceColumns::put(Column& column, const Json& value, const std::string& lane) {
  switch (column.rule.kind) {
    case ColumnKind::number:
    case ColumnKind::list:
      column.values.push_back(value.dump());
      return;
    case ColumnKind::running: {
      const auto now = value.get<std::int64_t>();
      std::int64_t& before = column.before[lane];
      // Modulo 2^64, for a log may say anything.
      const auto step = static_cast<std::int64_t>(static_cast<std::uint64_t>(now) -
                                                  static_cast<std::uint64_t>(before));
      column.values.push_back(std::to_string(step));
      before = now;
      return;
    }
    case ColumnKind::word: {
      const auto& word = value.get_ref<const std::string&>();
      const auto [place, is_new] = column.places.try_emplace(word, column.words.size());
      if (is_new) column.words.push_back(word);
      column.values.push_back(std::to_string(place->second));
      return;
    }
  }
}

std::string TraceColumns::column_json(const Column& column) const {
  std::string text = fmt::format(R"({{"kind":"{}")", name_of(column.rule.kind));
  if (column.rule.kind == ColumnKind::word) text += ",\"words\":" + Json(column.words).dump();
  const bool sparse = is_sparse(column.at.size(), rows_);
  if (sparse) {
    text += ",\"at\":[";
    std::uint64_t before = 0;
    for (std::size_t i = 0; i < column.at.size(); ++i) {
      text += fmt::format("{}{}", i == 0 ? "" : ",", column.at[i] - before);
      before = column.at[i];
    }
    text += ']';
  }
  text += ",\"values\":[";
  std::size_t next = 0;
  const std::uint64_t written = sparse ? column.values.size() : rows_;
  for (std::uint64_t row = 0; row < written; ++row) {
    if (row > 0) text += ',';
    const bool has = sparse || (next < column.at.size() && column.at[next] == row);
    if (has) {
      text += column.values[next++];
    } else {
      text += "null";
    }
  }
  return text + "]}";
}

std::string TraceColumns::json() const {
  std::string text = fmt::format(R"({{"rows":{},"columns":{{)", rows_);
  bool first = true;
  for (const Column& column : columns_) {
    if (column.at.empty()) continue;
    text += fmt::format("{}\"{}\":", first ? "" : ",", column.rule.key);
    text += column_json(column);
    first = false;
  }
  return text + "}}";
}

}  // namespace acklab::report
