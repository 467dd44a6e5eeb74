#include <algorithm>
#include <filesystem>
#include <variant>

#include "sim/cli/commands.hpp"
#include "sim/cli/print.hpp"
#include "sim/cli/terminal.hpp"
#include "sim/report/display_text.hpp"
#include "sim/report/link/link_description.hpp"
#include "sim/report/link/link_manual.hpp"
#include "sim/report/workload_manual.hpp"
#include "sim/scenario/link/link_schema.hpp"
#include "sim/scenario/link/presets.hpp"
#include "sim/scenario/link/read_link.hpp"
#include "sim/scenario/read_scenario.hpp"
#include "sim/scenario/theory_schema.hpp"
#include "sim/scenario/workload_schema.hpp"

namespace acklab::cli {
namespace {

/// A file, or else the preset of that name.
Expected<link::LinkSettings, scenario::ScenarioError> link_named(const std::string& file) {
  const auto names = scenario::preset_names();
  std::error_code ignored;
  if (!std::filesystem::exists(file, ignored) &&
      std::find(names.begin(), names.end(), file) != names.end()) {
    return scenario::link_preset(file).link;
  }
  return scenario::read_link_file(file);
}

struct LinkWords {
  ExitCode operator()(const LinkDescribeOptions& options) const {
    const auto link = link_named(options.file);
    if (!link) {
      print_error(link.error().sentence);
      return ExitCode::bad_input;
    }
    print(options.json ? report::link_description_json(*link)
                       : report::link_description(*link, options.file, output_style()));
    return ExitCode::success;
  }

  ExitCode operator()(LinkListOptions) const {
    const report::TableStyle style = output_style();
    const auto line = [&style](const std::string& text, std::size_t indent) {
      print(report::wrap(report::printable(text, style.utf8), style.columns, indent));
    };
    for (const std::string_view name : scenario::preset_names()) {
      const scenario::LinkPreset preset = scenario::link_preset(name);
      line(preset.name, 0);
      for (const std::string& paragraph : preset.about) line(paragraph, 4);
      line("Source: " + preset.source + '.', 4);
    }
    return ExitCode::success;
  }

  ExitCode operator()(const LinkManualOptions& options) const {
    if (options.workloads) {
      print(report::workload_manual());
      return ExitCode::success;
    }
    print(options.schema ? scenario::with_theory_schema(scenario::with_workload_schema(
                               scenario::with_link_schema(scenario::scenario_schema())))
                         : report::link_manual());
    return ExitCode::success;
  }
};

}  // namespace

ExitCode link_command(const LinkOptions& options) {
  return std::visit(LinkWords{}, options);
}

}  // namespace acklab::cli
