#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "net/base/expected.hpp"

namespace acklab::journal {

/// The version of the journal's tables: raised whenever a reader of the former would be misled.
inline constexpr std::int64_t journal_version = 1;

/// What a parameter is at one point: nothing, text or a number.
using Value = std::variant<std::monostate, std::string, double>;

/// A column beside the fixed ones that says what a parameter of the sweep is.
struct ParameterColumn {
  std::string name;
  bool is_number = false;
};

/// What a journal is about: written when it begins, compared when it goes on.
struct Head {
  std::string name;            // of the sweep
  std::string scenario_hash;   // of all that decides the runs
  std::string acklab_version;  // that makes the runs
  std::string path;            // what carries the packets
  std::string design;          // JSON for whoever makes results of the runs
  std::uint64_t runs = 0;      // that the sweep has in all
  std::vector<ParameterColumn> parameters;
  std::vector<std::string> metrics;
};

/// One run.
struct Row {
  std::uint64_t run = 0;  // its number in the sweep, from 0
  std::uint64_t point = 0;
  std::string contender;
  std::uint64_t repetition = 0;
  std::uint64_t seed = 0;  // of the run
  std::string outcome;
  std::string reason;  // a sentence: why it was not completed
  std::string remedy;
  std::optional<double> wall_s;                // how long it took to compute, or in real time
  std::vector<Value> parameters;               // as Head::parameters
  std::vector<std::optional<double>> metrics;  // as Head::metrics
};

/// The journal of a sweep: an SQLite database with a row a run, which others may read while it
/// grows (write-ahead log). What was appended stays, whatever happens afterwards.
///
/// Tables: `runs`, a row a run, with the columns run, point, contender, repetition, seed, outcome,
/// reason, remedy, wall_s, one for each parameter and one for each metric (REAL; NULL: it has no
/// value); `sweep`, key and value of what the journal is about.
///
/// Every error is one sentence that names the file.
class Journal {
 public:
  /// Goes on with the journal in `file`, or begins one there. Refused when it is about something
  /// else than `head`.
  [[nodiscard]] static Expected<Journal, std::string> open_or_begin(const std::string& file,
                                                                    const Head& head);
  /// Opens a journal for reading.
  [[nodiscard]] static Expected<Journal, std::string> open(const std::string& file);

  Journal(Journal&&) noexcept;
  Journal& operator=(Journal&&) noexcept;
  /// Leaves one plain file behind, unless somebody still reads.
  ~Journal();

  [[nodiscard]] const std::string& file() const;
  [[nodiscard]] const Head& head() const;

  /// The numbers of the runs that are here, ascending.
  [[nodiscard]] Expected<std::vector<std::uint64_t>, std::string> done();
  /// Adds rows, all or none of them. A run that is here already stays as it is.
  [[nodiscard]] Expected<void, std::string> append(std::span<const Row> rows);
  /// The runs of one contender at one point, by repetition; without their parameters.
  [[nodiscard]] Expected<std::vector<Row>, std::string> runs_of(std::uint64_t point,
                                                                const std::string& contender);

 private:
  struct Parts;
  explicit Journal(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace acklab::journal
