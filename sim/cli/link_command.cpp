#include <variant>

#include "sim/cli/commands.hpp"
#include "sim/cli/print.hpp"
#include "sim/cli/terminal.hpp"
#include "sim/report/display_text.hpp"
#include "sim/report/link/link_manual.hpp"
#include "sim/scenario/link/link_schema.hpp"
#include "sim/scenario/link/presets.hpp"
#include "sim/scenario/read_scenario.hpp"

namespace acklab::cli {
namespace {

struct LinkWords {
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
    print(options.schema ? scenario::with_link_schema(scenario::scenario_schema())
                         : report::link_manual());
    return ExitCode::success;
  }
};

}  // namespace

ExitCode link_command(const LinkOptions& options) {
  return std::visit(LinkWords{}, options);
}

}  // namespace acklab::cli
