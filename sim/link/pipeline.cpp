#include "sim/link/pipeline.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

namespace acklab::link {

Pipeline::Pipeline(const DirectionSettings& settings, std::uint64_t seed, Direction direction)
    : direction_(direction),
      loss_(settings, seed, direction),
      duplication_(settings, seed, direction),
      corruption_(settings, seed, direction),
      queue_(settings.queue_bytes),
      line_(make_line(settings)),
      delay_line_(settings, seed, direction),
      reordering_(settings, seed, direction) {}

FateRecord Pipeline::begin_fate(Instant now, CopyKey key, const Packet& packet,
                                const PacketReading* reading) const {
  FateRecord fate;
  fate.direction = direction_;
  fate.index = key.index;
  fate.copy = key.copy;
  fate.ip_bytes = packet.ip_bytes;
  fate.arrival = now;
  if (reading != nullptr) fate.reading = *reading;
  return fate;
}

std::optional<DropCause> Pipeline::refuse(std::uint64_t index) const {
  if (loss_.loses(index)) return DropCause::loss;
  return std::nullopt;
}

void Pipeline::count_drop(DropCause cause) {
  switch (cause) {
    case DropCause::loss:
      ++counters_.dropped_by_loss;
      return;
    case DropCause::queue:
      ++counters_.dropped_by_queue;
      return;
  }
}

void Pipeline::tell(const FateRecord& fate, const FateSink& sink) {
  if (fate.label) {
    LabelCounts& counts = fate.dropped ? counters_.dropped_by_label : counters_.altered_by_label;
    switch (*fate.label) {
      case FateLabel::scripted:
        ++counts.scripted;
        break;
      case FateLabel::random:
        ++counts.random;
        break;
      case FateLabel::time_driven:
        ++counts.time_driven;
        break;
    }
  }
  if (sink) sink(fate);
}

void Pipeline::accept(Instant now, Packet&& packet, const PacketReading* reading,
                      ReleaseHeap& under_way, const FateSink& sink) {
  assert(now >= last_arrival_ && "packets are offered to a link in the order of time");
  last_arrival_ = now;
  const std::uint64_t index = next_index_++;
  ++counters_.offered;
  counters_.offered_ip_bytes += packet.ip_bytes;

  FateRecord fate = begin_fate(now, {index, 0}, packet, reading);
  fate.dropped = refuse(index);
  if (fate.dropped) {
    fate.label = label_of(*fate.dropped);
    count_drop(*fate.dropped);
    ++counters_.undelivered;
    tell(fate, sink);
    return;
  }

  std::optional<Packet> duplicate;
  if (duplication_.copies(index)) {
    duplicate = packet;
    ++counters_.duplicated;
  }
  const Place original_place = pass(std::move(packet), fate, under_way, std::nullopt);
  tell(fate, sink);
  Place duplicate_place;
  if (duplicate) {
    FateRecord duplicate_fate = begin_fate(now, {index, 1}, *duplicate, reading);
    duplicate_fate.rests_on(FateLabel::random);
    duplicate_place = pass(std::move(*duplicate), duplicate_fate, under_way, original_place);
    tell(duplicate_fate, sink);
  }
  if (!original_place && !duplicate_place) ++counters_.undelivered;
}

Pipeline::Place Pipeline::pass(Packet&& packet, FateRecord& fate, ReleaseHeap& under_way,
                               Place twin) {
  const CopyKey key{fate.index, fate.copy};
  if (const auto bit = corruption_.damage(packet, key)) {
    fate.rests_on(FateLabel::random);
    fate.corrupted = true;
    fate.corrupted_bit = *bit;
  }

  fate.queue_bytes = queue_.waiting_bytes(fate.arrival);
  const Instant start = line_->ready(fate.arrival, packet.ip_bytes);
  if (start > fate.arrival) fate.rests_on(FateLabel::time_driven);
  if (!queue_.admit(fate.arrival, start, packet.ip_bytes)) {
    fate.dropped = DropCause::queue;
    fate.label = label_of(DropCause::queue);
    count_drop(DropCause::queue);
    return std::nullopt;
  }
  counters_.max_queue_bytes =
      std::max(counters_.max_queue_bytes, queue_.waiting_bytes(fate.arrival));

  fate.due = due_after_line(line_->send(fate.arrival, start, packet.ip_bytes), fate);
  return under_way.push({.packet = std::move(packet),
                         .index = fate.index,
                         .copy = fate.copy,
                         .direction = direction_,
                         .due = fate.due,
                         .corrupted = fate.corrupted,
                         .skipped_delay = fate.skipped_delay},
                        twin);
}

Instant Pipeline::due_after_line(Instant sent, FateRecord& fate) {
  const CopyKey key{fate.index, fate.copy};
  fate.skipped_delay = reordering_.skips_delay(key);
  if (fate.skipped_delay || delay_line_.varies()) fate.rests_on(FateLabel::random);
  return fate.skipped_delay ? sent : delay_line_.due(sent, key);
}

void Pipeline::delivered(const UnderWay& copy) {
  ++counters_.delivered;
  counters_.delivered_ip_bytes += copy.packet.ip_bytes;
  if (copy.corrupted) ++counters_.corrupted;
  if (copy.skipped_delay) ++counters_.skipped_delay;
  if (!copy.twin_delivered && highest_delivered_ && copy.index < *highest_delivered_) {
    ++counters_.reordered;
  }
  highest_delivered_ = std::max(highest_delivered_.value_or(0), copy.index);
}

}  // namespace acklab::link
