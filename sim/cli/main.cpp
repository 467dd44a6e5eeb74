#include <exception>
#include <string>
#include <variant>
#include <vector>

#include "sim/cli/commands.hpp"
#include "sim/cli/help.hpp"
#include "sim/cli/interrupt.hpp"
#include "sim/cli/language.hpp"
#include "sim/cli/print.hpp"
#include "sim/cli/terminal.hpp"
#include "sim/path/real_path.hpp"
#include "sim/report/version.hpp"

namespace {

using namespace acklab::cli;

struct Execute {
  ExitCode operator()(const RunOptions& options) const { return run_command(options); }
  ExitCode operator()(const ReportOptions& options) const { return report_command(options); }
  ExitCode operator()(const ShowOptions& options) const { return show_command(options); }
  ExitCode operator()(const LadderOptions& options) const { return ladder_command(options); }
  ExitCode operator()(const ExplainOptions& options) const { return explain_command(options); }
  ExitCode operator()(const ExportOptions& options) const { return export_command(options); }
  ExitCode operator()(const SweepOptions& options) const { return sweep_command(options); }
  ExitCode operator()(const MergeOptions& options) const { return merge_command(options); }
  ExitCode operator()(const CheckOptions& options) const { return check_command(options); }
  ExitCode operator()(const AblateOptions& options) const { return ablate_command(options); }
  ExitCode operator()(const FindOptions& options) const { return find_command(options); }
  ExitCode operator()(const AdviseOptions& options) const { return advise_command(options); }
  ExitCode operator()(const LinkOptions& options) const { return link_command(options); }
  ExitCode operator()(const TheoryOptions& options) const { return theory_command(options); }
  ExitCode operator()(const TraceOptions& options) const { return trace_command(options); }
  ExitCode operator()(const SchemaOptions& options) const { return schema_command(options); }
  ExitCode operator()(const ListOptions& options) const { return list_command(options); }
  ExitCode operator()(DoctorOptions) const { return doctor_command(); }
  ExitCode operator()(VersionOptions) const {
    print("acklab " + std::string{acklab::report::version()} + "\n");
    return ExitCode::success;
  }
  ExitCode operator()(const HelpOptions& options) const {
    print(help_text(options.command));
    return ExitCode::success;
  }
};

ExitCode execute(std::vector<std::string> arguments) {
  const auto language = take_language(arguments);
  if (!language) {
    print_error(language.error());
    return ExitCode::bad_input;
  }
  speak(*language);
  const auto command = parse_command_line(arguments);
  if (command) return std::visit(Execute{}, *command);
  print_error(command.error());
  return ExitCode::bad_input;
}

}  // namespace

int main(int argc, char** argv) {
  acklab::path::prepare_namespaces();
  ignore_broken_pipes();
  try {
    const std::vector<std::string> arguments(argv + (argc > 0 ? 1 : 0), argv + argc);
    return static_cast<int>(execute(arguments));
  } catch (const std::exception& error) {
    print_error("stopped by an error of its own: " + std::string{error.what()});
    return static_cast<int>(ExitCode::machine_cannot);
  }
}
