#pragma once

#include <string>
#include <string_view>

#include "net/base/expected.hpp"
#include "sim/run/batch.hpp"

namespace acklab::report {

/// The report as JSON text (schema: report_schema). Host facts are taken from this machine unless
/// `with_host` is false: then two runs of one seed in virtual time give the same octets.
[[nodiscard]] std::string to_json(const run::BatchResult& batch, bool with_host = true);

/// What the place can show where a table is printed.
struct TableStyle {
  unsigned columns = 80;  // below 40 counts as 40
  bool colour = false;    // ANSI escape sequences
  bool utf8 = true;       // false: ASCII only
  std::string language = "en";
};

/// The comparison as text, each line at most `columns` wide.
[[nodiscard]] std::string to_table(const run::BatchResult& batch, const TableStyle& style);

/// Whether an expectation counts against the exit code: it fails, or it was not measured although
/// its contender ran and nobody interrupted it.
[[nodiscard]] bool is_broken(const run::BatchResult& batch, const run::ExpectationResult& result);

/// The same of a formula that must hold.
[[nodiscard]] bool is_broken(const run::BatchResult& batch, const run::TheoryResult& result);

/// The JSON Schema (2020-12) of reports.
[[nodiscard]] std::string_view report_schema();

/// Writes a file whole or not at all: a temporary file beside it, flushed, then renamed. Makes the
/// folder when it is missing. The error is one sentence, in which `what` is the name of the text.
[[nodiscard]] Expected<void, std::string> write_whole(const std::string& file,
                                                      std::string_view text,
                                                      std::string_view what = "report");

/// Whether write_whole could write there now; leaves nothing behind. The error is one sentence.
[[nodiscard]] Expected<void, std::string> check_writable(const std::string& file);
/// Whether files can be put into this folder, which may be missing yet; the error is one sentence.
[[nodiscard]] Expected<void, std::string> check_folder(const std::string& folder);

}  // namespace acklab::report
