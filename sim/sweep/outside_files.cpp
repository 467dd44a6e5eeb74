#include "sim/sweep/outside_files.hpp"

#include <variant>

#include <fmt/format.h>

#include "sim/link/bottleneck/trace.hpp"
#include "sim/link/delay/delay_table.hpp"

namespace acklab::sweep {
namespace {

void add_trace(const link::DirectionSettings& settings, OutsideFiles& files) {
  if (!settings.rate) return;
  const auto* rate = std::get_if<link::TraceRate>(&settings.rate->kind());
  if (rate == nullptr || files.contains(rate->file)) return;
  files.emplace(rate->file, link::format_trace(*rate->trace));
}

void add_delay_table(const link::DirectionSettings& settings, OutsideFiles& files) {
  const auto& [amount, distribution, may_reorder, table, file] = settings.jitter;
  const std::string name = "delays " + file;
  if (!table || files.contains(name)) return;
  std::string values;
  for (std::uint64_t at = 0; at < table->size(); ++at) {
    values += std::to_string(table->value(at)) + '\n';
  }
  files.emplace(name, std::move(values));
}

void add_all(const link::DirectionSettings& settings, OutsideFiles& files) {
  add_trace(settings, files);
  add_delay_table(settings, files);
}

}  // namespace

void add_outside_files(const link::LinkSettings& link, OutsideFiles& files) {
  for (const link::Direction direction : {link::Direction::forward, link::Direction::reverse}) {
    add_all(link.of(direction), files);
    for (const link::ScheduledChange& change : link.schedule_of(direction)) {
      add_all(change.settings, files);
    }
  }
  if (!link.replay) return;
  files.emplace("replay " + link.replay->file, std::to_string(link.replay->recording->source()));
}

void add_outside_files(const workload::Workload& job, OutsideFiles& files) {
  const auto* const sent = std::get_if<workload::PictureJob>(&job);
  if (sent == nullptr || sent->file.empty()) return;
  const Bytes& octets = sent->picture->octets;
  files.emplace("picture " + sent->file,
                fmt::format("{} {} {}", sent->picture->width, sent->picture->height,
                            std::string(octets.begin(), octets.end())));
}

}  // namespace acklab::sweep
