#include <utility>

#include "sim/link/bottleneck/ecn.hpp"
#include "sim/link/pipeline.hpp"

namespace acklab::link {
namespace {

/// What the log says became of this copy, for a packet that arrives now. Copies reach the queue as
/// long after the packet as they did.
FateRecord recorded_fate(const FateRecord& packet, const RecordedCopy& recorded,
                         std::span<const RecordedCopy> copies) {
  FateRecord fate = packet;
  fate.copy = recorded.copy;
  fate.copies = static_cast<std::uint32_t>(copies.size());
  fate.arrival = packet.arrival + (recorded.arrival - copies.front().arrival);
  fate.dropped = recorded.dropped;
  fate.label = recorded.label;
  fate.corrupted = recorded.damage.has_value();
  if (recorded.damage) fate.damage = *recorded.damage;
  fate.rule = recorded.rule;
  fate.fragments = recorded.fragments;
  fate.fragments_lost = recorded.fragments_lost;
  fate.marked_ce = recorded.marked_ce;
  fate.skipped_delay = recorded.skipped_delay;
  fate.displaced_by = recorded.displaced_by;
  fate.held_back = recorded.held_back;
  fate.queue_bytes = recorded.queue_bytes;
  fate.queued = recorded.queued;
  fate.order = recorded.order;
  if (!fate.dropped) fate.due = fate.arrival + recorded.delay;
  return fate;
}

/// Whether it came as far as the loss.
bool met_loss(const RecordedCopy& recorded) {
  return recorded.dropped != DropCause::mtu && recorded.dropped != DropCause::rule &&
         recorded.dropped != DropCause::outage && recorded.dropped != DropCause::replay;
}

}  // namespace

void Pipeline::count_recorded_loss(const RecordedCopy& packet) {
  if (!met_loss(packet)) return;
  if (packet.fragments > 1) count_fragments(packet.fragments, packet.fragments_lost);
  loss_runs_.note(packet.dropped == DropCause::loss, counters_);
}

bool Pipeline::follow_log(const FateRecord& fate, Packet& packet, ReleaseHeap& under_way,
                          const FateSink& sink) {
  const Recording& log = *replay_->recording;
  const bool by_content = log.key() == FateKey::content;
  const std::uint64_t name =
      by_content && fate.reading ? fate.reading->content_key.value_or(fate.index) : fate.index;
  std::span<const RecordedCopy> copies = log.find(direction_, name);
  RecordedCopy unknown;
  if (copies.empty()) {
    if (replay_->after == AfterLog::pass) return false;
    unknown.dropped = DropCause::replay;
    unknown.label = FateLabel::scripted;
    copies = {&unknown, 1};
  }
  std::optional<CopyBook::Family> family;
  if (copies.size() > 1) family = copies_.open(static_cast<std::uint32_t>(copies.size()));
  counters_.duplicated += copies.size() - 1;
  count_recorded_loss(copies.front());
  for (const RecordedCopy& recorded : copies) {
    FateRecord own = recorded_fate(fate, recorded, copies);
    // The log says what the fate rested on then; now all of it is written down.
    count_label(own.dropped.has_value(), FateLabel::scripted);
    if (sink) sink(own);
    if (own.dropped) {
      count_drop(*own.dropped);
      if (copies_.dropped(family)) ++counters_.undelivered;
      continue;
    }
    Packet octets = packet;
    if (recorded.damage) apply(octets, *recorded.damage);
    if (recorded.marked_ce) {
      if (ecn_capable(octets)) mark_congestion(octets);
      ++counters_.marked_ce;
    }
    const auto comes_out = own.displaced_by > 0 ? std::optional{own.due} : std::nullopt;
    put_under_way({std::move(own), std::move(octets), family}, comes_out, under_way);
  }
  return true;
}

}  // namespace acklab::link
