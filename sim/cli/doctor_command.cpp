#include <algorithm>

#include "sim/cli/commands.hpp"
#include "sim/cli/print.hpp"
#include "sim/cli/terminal.hpp"
#include "sim/path/real_path.hpp"
#include "sim/report/display_text.hpp"
#include "sim/report/text_parts.hpp"

namespace acklab::cli {
namespace {

std::string probe_text(const path::Probe& probe, const report::TableStyle& style) {
  const report::Glyphs& glyphs = report::glyphs_for(style.utf8);
  std::string text = probe.what;
  if (!probe.detail.empty()) text += ": " + probe.detail;
  const auto safe = [&style](const std::string& words) {
    return report::printable(words, style.utf8);
  };
  std::string lines =
      report::marked(probe.works ? glyphs.holds : glyphs.fails,
                     probe.works ? report::Paint::good : report::Paint::bad, safe(text), style);
  if (!probe.works) lines += report::wrap(safe(probe.remedy), style.columns, 6);
  return lines;
}

}  // namespace

ExitCode doctor_command() {
  const report::TableStyle style = output_style();
  const std::vector<path::Probe> probes = path::examine_machine();
  for (const path::Probe& probe : probes) print(probe_text(probe, style));
  const bool able = std::all_of(probes.begin(), probes.end(), [](const path::Probe& probe) {
    return probe.works || !probe.essential;
  });
  print(report::wrap(
      able ? "This machine can run udp, reliable-udp and kernel-tcp through the same link."
           : "This machine can run udp and reliable-udp, on the relay or in virtual time. For "
             "kernel-tcp, do what is said above.",
      style.columns, 0));
  return able ? ExitCode::success : ExitCode::machine_cannot;
}

}  // namespace acklab::cli
