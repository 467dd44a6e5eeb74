#pragma once

#include <string>

#include "sim/cli/command_line.hpp"
#include "sim/cli/exit_code.hpp"

namespace acklab::cli {

/// The commands, one a file.
[[nodiscard]] ExitCode run_command(const RunOptions& options);
[[nodiscard]] ExitCode report_command(const ReportOptions& options);
[[nodiscard]] ExitCode show_command(const ShowOptions& options);
[[nodiscard]] ExitCode ladder_command(const LadderOptions& options);
[[nodiscard]] ExitCode explain_command(const ExplainOptions& options);
[[nodiscard]] ExitCode export_command(const ExportOptions& options);
[[nodiscard]] ExitCode sweep_command(const SweepOptions& options);
[[nodiscard]] ExitCode merge_command(const MergeOptions& options);
[[nodiscard]] ExitCode check_command(const CheckOptions& options);
[[nodiscard]] ExitCode schema_command(const SchemaOptions& options);
[[nodiscard]] ExitCode ablate_command(const AblateOptions& options);
[[nodiscard]] ExitCode find_command(const FindOptions& options);
[[nodiscard]] ExitCode advise_command(const AdviseOptions& options);
[[nodiscard]] ExitCode link_command(const LinkOptions& options);
[[nodiscard]] ExitCode theory_command(const TheoryOptions& options);
[[nodiscard]] ExitCode trace_command(const TraceOptions& options);
[[nodiscard]] ExitCode list_command(const ListOptions& options);
[[nodiscard]] ExitCode doctor_command();

}  // namespace acklab::cli
