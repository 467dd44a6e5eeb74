#include "sim/journal/journal_tables.hpp"

#include <string_view>
#include <utility>

#include <fmt/format.h>

namespace acklab::journal {
namespace {

std::string columns_of(const Head& head) {
  std::string columns;
  for (const ParameterColumn& parameter : head.parameters) {
    columns +=
        fmt::format(", {} {}", quoted_name(parameter.name), parameter.is_number ? "REAL" : "TEXT");
  }
  for (const std::string& metric : head.metrics) {
    columns += fmt::format(", {} REAL", quoted_name(metric));
  }
  return columns;
}

void write_entry(Database& database, std::string_view key, const std::string& value) {
  Statement statement{database, "INSERT INTO sweep (key, value) VALUES (?, ?)"};
  statement.bind(1, std::string{key});
  statement.bind(2, value);
  statement.run();
}

std::string read_entry(Database& database, std::string_view key) {
  Statement statement{database, "SELECT value FROM sweep WHERE key = ?"};
  statement.bind(1, std::string{key});
  return statement.step() ? statement.text(0) : std::string{};
}

/// What `runs` has beside the fixed columns; the names of the metrics begin behind the parameters.
void read_columns(Database& database, Head& head) {
  const std::int64_t parameters =
      database.number("SELECT CAST(value AS INTEGER) FROM sweep WHERE key = 'parameter_columns'");
  Statement columns{database, "SELECT name, type FROM pragma_table_info('runs') ORDER BY cid"};
  for (int number = 0; columns.step(); ++number) {
    if (number < fixed_columns) continue;
    if (number < fixed_columns + parameters) {
      head.parameters.push_back({columns.text(0), columns.text(1) == "REAL"});
    } else {
      head.metrics.push_back(columns.text(0));
    }
  }
}

}  // namespace

void begin_tables(Database& database, const Head& head) {
  database.execute("PRAGMA journal_mode = WAL");
  Transaction transaction{database};
  database.execute(fmt::format("PRAGMA application_id = {}", application_id));
  database.execute(fmt::format("PRAGMA user_version = {}", journal_version));
  database.execute("CREATE TABLE sweep (key TEXT PRIMARY KEY, value TEXT NOT NULL)");
  database.execute(
      "CREATE TABLE runs (run INTEGER PRIMARY KEY, point INTEGER NOT NULL, contender TEXT NOT "
      "NULL, repetition INTEGER NOT NULL, seed INTEGER NOT NULL, outcome TEXT NOT NULL, reason "
      "TEXT, remedy TEXT, wall_s REAL" +
      columns_of(head) + ")");
  database.execute("CREATE INDEX runs_of_a_point ON runs (point, contender, repetition)");
  write_entry(database, "name", head.name);
  write_entry(database, "scenario_hash", head.scenario_hash);
  write_entry(database, "acklab_version", head.acklab_version);
  write_entry(database, "path", head.path);
  write_entry(database, "design", head.design);
  write_entry(database, "runs", std::to_string(head.runs));
  write_entry(database, "parameter_columns", std::to_string(head.parameters.size()));
  transaction.commit();
}

std::optional<Head> read_head(Database& database) {
  const std::int64_t tables = database.number("SELECT count(*) FROM sqlite_schema");
  const std::int64_t mark = database.number("PRAGMA application_id");
  if (tables == 0 && mark == 0) return std::nullopt;
  if (mark != application_id) {
    throw DatabaseError{"it is a database, but no journal of 'acklab sweep'"};
  }
  const std::int64_t version = database.number("PRAGMA user_version");
  if (version != journal_version) {
    throw DatabaseError{fmt::format("its tables have version {}, this acklab knows version {}",
                                    version, journal_version)};
  }
  Head head;
  head.name = read_entry(database, "name");
  head.scenario_hash = read_entry(database, "scenario_hash");
  head.acklab_version = read_entry(database, "acklab_version");
  head.path = read_entry(database, "path");
  head.design = read_entry(database, "design");
  head.runs = static_cast<std::uint64_t>(
      database.number("SELECT CAST(value AS INTEGER) FROM sweep WHERE key = 'runs'"));
  read_columns(database, head);
  return head;
}

std::string insert_statement(const Head& head) {
  std::string places = "?";
  const std::size_t columns = fixed_columns + head.parameters.size() + head.metrics.size();
  for (std::size_t place = 1; place < columns; ++place) places += ", ?";
  return "INSERT OR IGNORE INTO runs VALUES (" + places + ")";
}

void bind_row(Statement& statement, const Row& row) {
  const auto bind_text = [&statement](int place, const std::string& text) {
    text.empty() ? statement.bind_nothing(place) : statement.bind(place, text);
  };
  statement.bind(1, static_cast<std::int64_t>(row.run));
  statement.bind(2, static_cast<std::int64_t>(row.point));
  statement.bind(3, row.contender);
  statement.bind(4, static_cast<std::int64_t>(row.repetition));
  statement.bind(5, static_cast<std::int64_t>(row.seed));
  statement.bind(6, row.outcome);
  bind_text(7, row.reason);
  bind_text(8, row.remedy);
  statement.bind(9, row.wall_s);
  int place = fixed_columns;
  for (const Value& value : row.parameters) {
    ++place;
    if (const auto* text = std::get_if<std::string>(&value)) {
      statement.bind(place, *text);
    } else if (const auto* number = std::get_if<double>(&value)) {
      statement.bind(place, std::optional{*number});
    } else {
      statement.bind_nothing(place);
    }
  }
  for (const std::optional<double>& metric : row.metrics) statement.bind(++place, metric);
}

std::string select_statement(const Head& head) {
  std::string columns = "run, point, contender, repetition, seed, outcome, reason, remedy, wall_s";
  for (const std::string& metric : head.metrics) columns += ", " + quoted_name(metric);
  return "SELECT " + columns +
         " FROM runs WHERE point = ? AND contender = ? ORDER BY repetition, run";
}

Row read_row(const Statement& statement, const Head& head) {
  const auto count = [&statement](int column) {
    return static_cast<std::uint64_t>(statement.integer(column));
  };
  Row row;
  row.run = count(0);
  row.point = count(1);
  row.contender = statement.text(2);
  row.repetition = count(3);
  row.seed = count(4);
  row.outcome = statement.text(5);
  row.reason = statement.text(6);
  row.remedy = statement.text(7);
  row.wall_s = statement.real(8);
  for (std::size_t metric = 0; metric < head.metrics.size(); ++metric) {
    row.metrics.push_back(statement.real(fixed_columns + static_cast<int>(metric)));
  }
  return row;
}

}  // namespace acklab::journal
