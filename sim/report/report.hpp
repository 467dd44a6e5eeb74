#pragma once

#include <string>
#include <string_view>

#include "net/base/expected.hpp"
#include "sim/run/batch.hpp"

namespace acklab::report {

/// The report as JSON text (schema: report_schema). Host facts are taken from this machine unless
/// `with_host` is false: then two runs of one seed in virtual time give the same octets.
[[nodiscard]] std::string to_json(const run::BatchResult& batch, bool with_host = true);

/// The comparison as text of at most `columns` columns; colour only where the caller's terminal has
/// it.
[[nodiscard]] std::string to_table(const run::BatchResult& batch, unsigned columns, bool colour);

/// The JSON Schema (2020-12) of reports.
[[nodiscard]] std::string_view report_schema();

/// Writes a file whole or not at all: a temporary file beside it, flushed, then renamed.
[[nodiscard]] Expected<void, std::string> write_whole(const std::string& file,
                                                      std::string_view text);

}  // namespace acklab::report
