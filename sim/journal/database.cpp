#include "sim/journal/database.hpp"

#include <sqlite3.h>

namespace acklab::journal {
namespace {

/// How long to wait for somebody else who writes just now.
constexpr int patience_ms = 10'000;

int flags_for(Database::Access access) {
  switch (access) {
    case Database::Access::read_only:
      return SQLITE_OPEN_READONLY;
    case Database::Access::read_write:
      return SQLITE_OPEN_READWRITE;
    case Database::Access::create:
      return SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  }
  return SQLITE_OPEN_READONLY;
}

[[noreturn]] void fail(sqlite3* handle, int code) {
  const bool has_message = handle != nullptr && sqlite3_errcode(handle) == code;
  throw DatabaseError{has_message ? sqlite3_errmsg(handle) : sqlite3_errstr(code)};
}

}  // namespace

void Database::Close::operator()(sqlite3* handle) const {
  sqlite3_close_v2(handle);
}

Database::Database(const std::string& file, Access access) {
  sqlite3* opened = nullptr;
  const int code =
      sqlite3_open_v2(file.c_str(), &opened, flags_for(access) | SQLITE_OPEN_NOMUTEX, nullptr);
  handle_.reset(opened);
  if (code != SQLITE_OK) fail(opened, code);
  sqlite3_busy_timeout(opened, patience_ms);
}

void Database::execute(const std::string& sql) {
  const int code = sqlite3_exec(handle(), sql.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) fail(handle(), code);
}

std::int64_t Database::number(const std::string& sql) {
  Statement statement{*this, sql};
  return statement.step() ? statement.integer(0) : 0;
}

void Statement::Finalize::operator()(sqlite3_stmt* handle) const {
  sqlite3_finalize(handle);
}

Statement::Statement(Database& database, const std::string& sql) : database_(database.handle()) {
  sqlite3_stmt* prepared = nullptr;
  check(
      sqlite3_prepare_v2(database_, sql.c_str(), static_cast<int>(sql.size()), &prepared, nullptr));
  handle_.reset(prepared);
}

void Statement::check(int code) const {
  if (code != SQLITE_OK) fail(database_, code);
}

void Statement::bind(int place, std::int64_t value) {
  check(sqlite3_bind_int64(handle_.get(), place, value));
}

void Statement::bind(int place, const std::string& value) {
  // SQLite makes a copy: the destructor's address of -1 asks for it, which the macro casts in C.
  // NOLINTNEXTLINE(performance-no-int-to-ptr)
  const auto copy = reinterpret_cast<sqlite3_destructor_type>(-1);
  check(
      sqlite3_bind_text(handle_.get(), place, value.data(), static_cast<int>(value.size()), copy));
}

void Statement::bind(int place, std::optional<double> value) {
  if (!value) return bind_nothing(place);
  check(sqlite3_bind_double(handle_.get(), place, *value));
}

void Statement::bind_nothing(int place) {
  check(sqlite3_bind_null(handle_.get(), place));
}

bool Statement::step() {
  const int code = sqlite3_step(handle_.get());
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) fail(database_, code);
  return false;
}

void Statement::run() {
  while (step()) {
  }
  reset();
}

void Statement::reset() {
  check(sqlite3_reset(handle_.get()));
}

std::int64_t Statement::integer(int column) const {
  return sqlite3_column_int64(handle_.get(), column);
}

std::string Statement::text(int column) const {
  const unsigned char* text = sqlite3_column_text(handle_.get(), column);
  if (text == nullptr) return {};
  const auto bytes = static_cast<std::size_t>(sqlite3_column_bytes(handle_.get(), column));
  return {text, text + bytes};
}

std::optional<double> Statement::real(int column) const {
  if (sqlite3_column_type(handle_.get(), column) == SQLITE_NULL) return std::nullopt;
  return sqlite3_column_double(handle_.get(), column);
}

Transaction::~Transaction() {
  if (database_ == nullptr) return;
  // Nothing is left to be done about a failure here; what was begun is undone when it is closed.
  sqlite3_exec(database_->handle(), "ROLLBACK", nullptr, nullptr, nullptr);
}

void Transaction::commit() {
  database_->execute("COMMIT");
  database_ = nullptr;
}

std::string quoted_name(std::string_view name) {
  std::string quoted = "\"";
  for (const char letter : name) {
    if (letter == '"') quoted += '"';
    quoted += letter;
  }
  return quoted + '"';
}

}  // namespace acklab::journal
