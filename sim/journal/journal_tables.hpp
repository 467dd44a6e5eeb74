#pragma once

#include <optional>
#include <string>

#include "sim/journal/database.hpp"
#include "sim/journal/journal.hpp"

namespace acklab::journal {

/// Marks a database as a journal of ours (PRAGMA application_id): "ackl".
inline constexpr std::int64_t application_id = 0x61636B6C;

/// The columns of `runs` that every journal has, before those of parameters and metrics.
inline constexpr int fixed_columns = 9;

/// Makes the tables and writes the head down.
void begin_tables(Database& database, const Head& head);
/// Nothing when the database has no tables yet. Throws DatabaseError when it is no journal, or one
/// of another version.
[[nodiscard]] std::optional<Head> read_head(Database& database);

/// "INSERT …" with a place for each column.
[[nodiscard]] std::string insert_statement(const Head& head);
void bind_row(Statement& statement, const Row& row);
/// "SELECT …" of one contender (place 2) at one point (place 1).
[[nodiscard]] std::string select_statement(const Head& head);
[[nodiscard]] Row read_row(const Statement& statement, const Head& head);

}  // namespace acklab::journal
