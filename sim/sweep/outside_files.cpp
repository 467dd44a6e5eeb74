#include "sim/sweep/outside_files.hpp"

#include <variant>

#include "sim/link/bottleneck/trace.hpp"

namespace acklab::sweep {
namespace {

void add_trace(const link::DirectionSettings& settings, OutsideFiles& files) {
  if (!settings.rate) return;
  const auto* rate = std::get_if<link::TraceRate>(&settings.rate->kind());
  if (rate == nullptr || files.contains(rate->file)) return;
  files.emplace(rate->file, link::format_trace(*rate->trace));
}

}  // namespace

void add_outside_files(const link::LinkSettings& link, OutsideFiles& files) {
  for (const link::Direction direction : {link::Direction::forward, link::Direction::reverse}) {
    add_trace(link.of(direction), files);
    for (const link::ScheduledChange& change : link.schedule_of(direction)) {
      add_trace(change.settings, files);
    }
  }
}

}  // namespace acklab::sweep
