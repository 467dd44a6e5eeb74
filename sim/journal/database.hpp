#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace acklab::journal {

/// What SQLite says when it cannot. Never leaves this room: Journal turns it into a sentence.
class DatabaseError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// An open SQLite database; for one thread at a time.
class Database {
 public:
  enum class Access : std::uint8_t { read_only, read_write, create };

  Database(const std::string& file, Access access);

  /// Runs statements that give no rows.
  void execute(const std::string& sql);
  /// The single value that `sql` gives, as a whole number.
  [[nodiscard]] std::int64_t number(const std::string& sql);
  [[nodiscard]] sqlite3* handle() const { return handle_.get(); }

 private:
  struct Close {
    void operator()(sqlite3* handle) const;
  };
  std::unique_ptr<sqlite3, Close> handle_;
};

/// A prepared statement. Places count from 1, columns from 0, as SQLite has them.
class Statement {
 public:
  Statement(Database& database, const std::string& sql);

  void bind(int place, std::int64_t value);
  void bind(int place, const std::string& value);
  void bind(int place, std::optional<double> value);
  void bind_nothing(int place);

  /// The next row; false when there is none.
  [[nodiscard]] bool step();
  /// Runs it to its end and makes it ready to be bound anew.
  void run();
  void reset();

  [[nodiscard]] std::int64_t integer(int column) const;
  [[nodiscard]] std::string text(int column) const;
  [[nodiscard]] std::optional<double> real(int column) const;

 private:
  void check(int code) const;

  struct Finalize {
    void operator()(sqlite3_stmt* handle) const;
  };
  sqlite3* database_;
  std::unique_ptr<sqlite3_stmt, Finalize> handle_;
};

/// Everything or nothing: undone unless it was committed.
class Transaction {
 public:
  explicit Transaction(Database& database) : database_(&database) {
    database.execute("BEGIN IMMEDIATE");
  }
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  ~Transaction();

  void commit();

 private:
  Database* database_;
};

/// A name in double quotes, as SQL wants it.
[[nodiscard]] std::string quoted_name(std::string_view name);

}  // namespace acklab::journal
