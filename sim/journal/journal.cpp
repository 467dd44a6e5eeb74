#include "sim/journal/journal.hpp"

#include <filesystem>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "sim/journal/journal_tables.hpp"

namespace acklab::journal {

struct Journal::Parts {
  Parts(std::string name, Database::Access access)
      : file(std::move(name)), database(file, access) {}

  std::string file;
  Database database;
  Head head;
  bool writes = false;
  std::optional<Statement> insert;
  std::optional<Statement> select;
};

namespace {

std::string cannot(const char* what, const std::string& file, const DatabaseError& error) {
  return fmt::format("The journal '{}' cannot be {}: {}.", file, what, error.what());
}

/// Why a journal of `found` is not the one for `wanted`; nothing when it is.
std::optional<std::string> differs(const std::string& file, const Head& found, const Head& wanted) {
  constexpr const char* advice = "name another with --journal, or remove it to begin anew";
  if (found.scenario_hash != wanted.scenario_hash || found.runs != wanted.runs) {
    return fmt::format(
        "The journal '{}' belongs to {} ('{}'); {}.", file,
        found.name == wanted.name ? "another version of this sweep" : "another sweep", found.name,
        advice);
  }
  if (found.path != wanted.path) {
    return fmt::format("The journal '{}' has runs on the path {}, this sweep takes {}; {}.", file,
                       found.path, wanted.path, advice);
  }
  if (found.acklab_version != wanted.acklab_version || found.metrics != wanted.metrics) {
    return fmt::format("The journal '{}' has runs of another acklab ({}, this is {}); {}.", file,
                       found.acklab_version, wanted.acklab_version, advice);
  }
  return std::nullopt;
}

/// The folder of `file`, made when it is missing.
Expected<void, std::string> make_folder(const std::string& file) {
  const std::filesystem::path folder = std::filesystem::path{file}.parent_path();
  std::error_code error;
  if (!folder.empty()) std::filesystem::create_directories(folder, error);
  if (!error) return {};
  return failure(fmt::format("The journal '{}' cannot be written: {}.", file, error.message()));
}

}  // namespace

Journal::Journal(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Journal::Journal(Journal&&) noexcept = default;
Journal& Journal::operator=(Journal&&) noexcept = default;

Journal::~Journal() {
  if (!parts_ || !parts_->writes) return;
  parts_->insert.reset();
  parts_->select.reset();
  try {
    // Without the log beside it, the file can be copied as it is.
    parts_->database.execute("PRAGMA journal_mode = DELETE");
  } catch (const DatabaseError&) {
    // Somebody reads: then the log stays, which is just as good.
  }
}

Expected<Journal, std::string> Journal::open_or_begin(const std::string& file, const Head& head) {
  if (const auto folder = make_folder(file); !folder) return failure(folder.error());
  try {
    auto parts = std::make_unique<Parts>(file, Database::Access::create);
    if (const auto found = read_head(parts->database)) {
      if (const auto why = differs(file, *found, head)) return failure(*why);
      parts->database.execute("PRAGMA journal_mode = WAL");
    } else {
      begin_tables(parts->database, head);
    }
    parts->writes = true;
    // A crash of the system may cost the last rows, never the journal.
    parts->database.execute("PRAGMA synchronous = NORMAL");
    parts->head = head;
    return Journal{std::move(parts)};
  } catch (const DatabaseError& error) {
    return failure(cannot("opened", file, error));
  }
}

Expected<Journal, std::string> Journal::open(const std::string& file) {
  try {
    auto parts = std::make_unique<Parts>(file, Database::Access::read_only);
    auto head = read_head(parts->database);
    if (!head) throw DatabaseError{"it is empty"};
    parts->head = std::move(*head);
    return Journal{std::move(parts)};
  } catch (const DatabaseError& error) {
    return failure(cannot("read", file, error));
  }
}

const std::string& Journal::file() const {
  return parts_->file;
}

const Head& Journal::head() const {
  return parts_->head;
}

Expected<std::vector<std::uint64_t>, std::string> Journal::done() {
  try {
    std::vector<std::uint64_t> numbers;
    Statement statement{parts_->database, "SELECT run FROM runs ORDER BY run"};
    while (statement.step()) numbers.push_back(static_cast<std::uint64_t>(statement.integer(0)));
    return numbers;
  } catch (const DatabaseError& error) {
    return failure(cannot("read", parts_->file, error));
  }
}

Expected<void, std::string> Journal::append(std::span<const Row> rows) {
  try {
    if (!parts_->insert) parts_->insert.emplace(parts_->database, insert_statement(parts_->head));
    Transaction transaction{parts_->database};
    for (const Row& row : rows) {
      bind_row(*parts_->insert, row);
      parts_->insert->run();
    }
    transaction.commit();
    return {};
  } catch (const DatabaseError& error) {
    return failure(cannot("written", parts_->file, error));
  }
}

Expected<std::vector<Row>, std::string> Journal::runs_of(std::uint64_t point,
                                                         const std::string& contender) {
  try {
    if (!parts_->select) parts_->select.emplace(parts_->database, select_statement(parts_->head));
    Statement& select = *parts_->select;
    select.bind(1, static_cast<std::int64_t>(point));
    select.bind(2, contender);
    std::vector<Row> rows;
    while (select.step()) rows.push_back(read_row(select, parts_->head));
    select.reset();
    return rows;
  } catch (const DatabaseError& error) {
    return failure(cannot("read", parts_->file, error));
  }
}

}  // namespace acklab::journal
