#include "sim/link/record/fate_log.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace acklab::link {
namespace {

constexpr std::size_t piece_bytes = std::size_t{64} * 1024;

}  // namespace

FateLog::FateLog(const FateLogHeader& header, Releases releases, Output output)
    : releases_(releases),
      of_flows_(!header.flows.empty()),
      output_(std::move(output)),
      text_(header_line(header)) {
  text_.reserve(2 * piece_bytes);
}

void FateLog::decided(const FateRecord& fate) {
  const Place place{fate.offer, fate.copy};
  const bool ready = releases_ == Releases::unknown || fate.dropped;
  if (!ready) under_way_[{fate.direction, fate.index, fate.copy}] = place;
  held_.emplace(place, Held{fate, ready, std::nullopt});
  write_ready();
}

void FateLog::released(Direction direction, std::uint64_t index, std::uint32_t copy, Instant when) {
  const auto found = under_way_.find({direction, index, copy});
  if (found == under_way_.end()) return;
  Held& held = held_.at(found->second);
  under_way_.erase(found);
  held.ready = true;
  held.released = when;
  write_ready();
}

void FateLog::write_ready() {
  while (!held_.empty()) {
    const auto first = held_.begin();
    const FateRecord& fate = first->second.fate;
    // Of a packet's copies the first to be decided need not be the first by number: all must be
    // there before one of them is written.
    if (!first->second.ready || first->first.first != next_offer_) return;
    if (written_of_next_ == 0 && !all_are_decided(fate)) return;
    const bool last = ++written_of_next_ == fate.copies;
    write(fate, first->second.released);
    held_.erase(first);
    if (!last) continue;
    ++next_offer_;
    written_of_next_ = 0;
  }
}

bool FateLog::all_are_decided(const FateRecord& fate) const {
  if (fate.copies == 1) return true;
  const auto end = held_.upper_bound({fate.offer, UINT32_MAX});
  return std::distance(held_.begin(), end) >= static_cast<std::ptrdiff_t>(fate.copies);
}

void FateLog::write(const FateRecord& fate, std::optional<Instant> released) {
  std::uint64_t& delivered = delivered_[static_cast<std::size_t>(fate.direction)];
  append_fate_line(text_, fate, released, delivered, of_flows_);
  if (!fate.dropped) ++delivered;
  ++fates_;
  if (text_.size() >= piece_bytes) flush();
}

void FateLog::flush() {
  output_(text_);
  text_.clear();
}

void FateLog::finish(bool complete, std::uint64_t offered_and_copied) {
  for (const auto& [place, held] : held_) write(held.fate, held.released);
  held_.clear();
  under_way_.clear();
  const std::uint64_t undecided = offered_and_copied - std::min(offered_and_copied, fates_);
  text_ += end_line({.fates = fates_, .undecided = undecided, .complete = complete});
  flush();
}

}  // namespace acklab::link
