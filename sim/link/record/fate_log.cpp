#include "sim/link/record/fate_log.hpp"

#include <utility>

namespace acklab::link {
namespace {

constexpr std::size_t piece_bytes = 64 * 1024;

}  // namespace

FateLog::FateLog(const FateLogHeader& header, Releases releases, Output output)
    : releases_(releases), output_(std::move(output)), text_(header_line(header)) {
  text_.reserve(2 * piece_bytes);
}

void FateLog::decided(const FateRecord& fate) {
  if (releases_ == Releases::unknown) {
    write(fate, std::nullopt);
    return;
  }
  if (!fate.dropped) {
    under_way_[{fate.direction, fate.index, fate.copy}] = first_held_ + held_.size();
  }
  held_.push_back({fate, fate.dropped.has_value(), std::nullopt});
  write_ready();
}

void FateLog::released(Direction direction, std::uint64_t index, std::uint32_t copy, Instant when) {
  const auto found = under_way_.find({direction, index, copy});
  if (found == under_way_.end()) return;
  Held& held = held_[found->second - first_held_];
  under_way_.erase(found);
  held.ready = true;
  held.released = when;
  write_ready();
}

void FateLog::write_ready() {
  while (!held_.empty() && held_.front().ready) {
    write(held_.front().fate, held_.front().released);
    held_.pop_front();
    ++first_held_;
  }
}

void FateLog::write(const FateRecord& fate, std::optional<Instant> released) {
  append_fate_line(text_, fate, released);
  ++fates_;
  if (text_.size() >= piece_bytes) flush();
}

void FateLog::flush() {
  output_(text_);
  text_.clear();
}

void FateLog::finish(bool complete) {
  for (const Held& held : held_) write(held.fate, held.released);
  held_.clear();
  under_way_.clear();
  text_ += end_line(fates_, complete);
  flush();
}

}  // namespace acklab::link
