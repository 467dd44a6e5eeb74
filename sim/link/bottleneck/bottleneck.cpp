#include "sim/link/bottleneck/bottleneck.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

namespace acklab::link {

Bottleneck::Bottleneck(const DirectionSettings& settings)
    : queue_(settings.queue), line_(make_line(settings)) {}

bool Bottleneck::fits(Instant now, std::uint64_t bytes) const {
  if (!queue_.limit) return true;
  if (waiting_.empty() && line_->ready(std::max(now, changed_at_), bytes) <= now) return true;
  const Backlog& backlog = waiting_.backlog();
  const std::uint64_t limit = queue_.limit->amount();
  switch (queue_.limit->unit()) {
    case QueueUnit::bytes:
      return backlog.bytes + bytes <= limit;
    case QueueUnit::packets:
      return backlog.packets + 1 <= limit;
    case QueueUnit::time:
      return line_->waiting_time(now, backlog) <= Duration{static_cast<std::int64_t>(limit)};
  }
  return true;
}

void Bottleneck::begin(Instant origin) {
  origin_ = origin;
  line_->begin(origin);
}

void Bottleneck::enqueue(Instant now, Waiting&& copy) {
  assert(!refused_);
  copy.fate.queue_bytes = waiting_.backlog().bytes;
  if (!fits(now, copy.packet.ip_bytes)) {
    copy.fate.dropped = DropCause::queue;
    refused_ = std::move(copy);
    return;
  }
  waiting_.push(std::move(copy));
  if (!head_start_) look_at_head();
}

void Bottleneck::look_at_head() {
  head_start_.reset();
  if (waiting_.empty()) return;
  const Waiting& head = waiting_.front();
  const Instant start =
      line_->ready(std::max(head.fate.arrival, changed_at_), head.packet.ip_bytes);
  if (start < Instant::max()) head_start_ = start;  // else it waits until something is changed
}

std::optional<Bottleneck::Decided> Bottleneck::poll(Instant now) {
  std::optional<Decided> decided;
  if (refused_) {
    decided.emplace(Decided{std::move(*refused_), now});
    refused_.reset();
    return decided;
  }
  if (!head_start_ || *head_start_ > now) return decided;
  const Instant start = *head_start_;
  decided.emplace(Decided{waiting_.pop(), start});
  FateRecord& fate = decided->copy.fate;
  fate.queued = start - fate.arrival;
  decided->sent = line_->send(fate.arrival, start, decided->copy.packet.ip_bytes);
  look_at_head();
  return decided;
}

std::optional<Instant> Bottleneck::next_start() const {
  return head_start_;
}

void Bottleneck::change(Instant now, const DirectionSettings& settings) {
  assert(!refused_ && (!head_start_ || *head_start_ > now));
  queue_ = settings.queue;
  change_line(line_, now, settings, origin_);
  changed_at_ = now;
  look_at_head();
}

}  // namespace acklab::link
