#include <algorithm>

#include "sim/cli/commands.hpp"
#include "sim/cli/print.hpp"
#include "sim/cli/terminal.hpp"
#include "sim/path/real_path.hpp"
#include "sim/report/display_text.hpp"
#include "sim/report/text_parts.hpp"
#include "sim/report/words/retold.hpp"

namespace acklab::cli {
namespace {

std::string probe_text(const path::Probe& probe, const report::TableStyle& style) {
  const report::Glyphs& glyphs = report::glyphs_for(style.utf8);
  const report::Words& words = report::Words::in(style.language);
  std::string text = report::retold(probe.what, words);
  if (!probe.detail.empty()) {
    text = words.say("doctor.probe", text, report::retold(probe.detail, words));
  }
  const auto safe = [&style](const std::string& said) {
    return report::printable(said, style.utf8);
  };
  std::string lines =
      report::marked(probe.works ? glyphs.holds : glyphs.fails,
                     probe.works ? report::Paint::good : report::Paint::bad, safe(text), style);
  if (!probe.works)
    lines += report::wrap(safe(report::retold(probe.remedy, words)), style.columns, 6);
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
  const report::Words& words = report::Words::in(style.language);
  print(report::wrap(words(able ? "doctor.able" : "doctor.not_able"), style.columns, 0));
  return able ? ExitCode::success : ExitCode::machine_cannot;
}

}  // namespace acklab::cli
