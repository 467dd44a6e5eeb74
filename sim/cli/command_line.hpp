#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "net/base/expected.hpp"
#include "sim/cli/advise_options.hpp"
#include "sim/cli/link_options.hpp"
#include "sim/cli/report_options.hpp"
#include "sim/cli/retell_options.hpp"
#include "sim/cli/sweep_options.hpp"
#include "sim/cli/takeapart_options.hpp"
#include "sim/cli/theory_options.hpp"
#include "sim/cli/trace_options.hpp"
#include "sim/path/path_kind.hpp"

namespace acklab::cli {

/// `acklab run FILE…`, `acklab run --all [FOLDER…]`. What is absent is the scenario's to decide.
struct RunOptions {
  std::vector<std::string> files;  // or folders
  bool all = false;
  std::optional<std::string> output;
  std::optional<path::PathChoice> path;
  std::optional<std::uint64_t> seed;
  std::optional<std::uint32_t> repeat;
  std::optional<std::string> only;
  std::optional<std::string> trace;  // a folder
  bool trace_of_first_only = false;
  std::optional<std::string> html;  // a file
  bool open = false;
  bool quiet = false;
};
/// `acklab check FILE…`
struct CheckOptions {
  std::vector<std::string> files;
};
enum class SchemaKind : std::uint8_t { scenario, report, sweep, ablation, advice, theory };
/// `acklab schema scenario|report|sweep|ablation|advice|theory`
struct SchemaOptions {
  SchemaKind of = SchemaKind::scenario;
};
/// `acklab list`
struct ListOptions {
  bool json = false;
};
/// `acklab doctor`
struct DoctorOptions {};
/// `acklab --version`
struct VersionOptions {};
/// `acklab --help`, `acklab COMMAND --help`, `acklab help COMMAND`; without a command, of acklab
/// itself.
struct HelpOptions {
  std::string command;
};

using CommandLine =
    std::variant<RunOptions, ReportOptions, ExportOptions, ExplainOptions, LadderOptions,
                 ShowOptions, SweepOptions, MergeOptions, CheckOptions, AblateOptions, FindOptions,
                 AdviseOptions, LinkOptions, TheoryOptions, TraceOptions, SchemaOptions,
                 ListOptions, DoctorOptions, VersionOptions, HelpOptions>;

/// What the arguments (without the program's name) ask for, or one sentence that says what was
/// found, what was expected and, where one is near, what was probably meant.
[[nodiscard]] Expected<CommandLine, std::string> parse_command_line(
    std::span<const std::string> arguments);

/// The names of the commands.
[[nodiscard]] std::span<const std::string_view> command_names();

}  // namespace acklab::cli
