#include "sim/link/bottleneck/bottleneck.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

#include "sim/link/bottleneck/ecn.hpp"

namespace acklab::link {
namespace {

void mark(Waiting& copy) {
  mark_congestion(copy.packet);
  copy.fate.marked_ce = true;
}

}  // namespace

Bottleneck::Bottleneck(const DirectionSettings& settings, std::uint64_t seed, Direction direction)
    : seed_(seed),
      direction_(direction),
      queue_(settings.queue),
      discipline_(make_discipline(settings.queue.discipline, seed, direction)),
      line_(make_line(settings)) {}

bool Bottleneck::idle(Instant now, std::uint64_t bytes) const {
  return waiting_.empty() && line_->ready(std::max(now, changed_at_), bytes) <= now;
}

bool Bottleneck::limit_allows(Instant now, const Backlog& ahead, const Packet& packet) const {
  if (!queue_.limit) return true;
  const std::uint64_t limit = queue_.limit->amount();
  switch (queue_.limit->unit()) {
    case QueueUnit::bytes:
      return ahead.bytes + packet.line_bytes() <= limit;
    case QueueUnit::packets:
      return ahead.packets + packet.line_packets() <= limit;
    case QueueUnit::time:
      return line_->waiting_time(now, ahead) <= Duration{static_cast<std::int64_t>(limit)};
  }
  return true;
}

void Bottleneck::begin(Instant origin) {
  origin_ = origin;
  line_->begin(origin);
}

bool Bottleneck::make_room(Instant now, const Packet& packet, Outlet& outlet) {
  if (limit_allows(now, waiting_.backlog(), packet)) return true;
  if (!std::holds_alternative<DropHeadSettings>(queue_.discipline)) return false;
  if (!limit_allows(now, {}, packet)) return false;  // an empty queue would not be enough
  while (!limit_allows(now, waiting_.backlog(), packet)) {
    Waiting oldest = waiting_.pop();
    oldest.fate.dropped = DropCause::queue;
    oldest.fate.queued = now - oldest.fate.arrival;
    outlet.dropped(std::move(oldest));
  }
  head_since_ = now;
  look_at_head();
  return true;
}

Discipline::Verdict Bottleneck::verdict_on_arrival(Instant now, const Waiting& copy, bool fits) {
  if (!discipline_) return fits ? Verdict::pass : Verdict::drop;
  return discipline_->arriving({.now = now,
                                .key = copy.fate.key(),
                                .ahead = waiting_.backlog(),
                                .fits = fits,
                                .can_mark = queue_.ecn && ecn_capable(copy.packet)},
                               *line_);
}

void Bottleneck::enqueue(Instant now, Waiting&& copy, Outlet& outlet) {
  assert(!head_start_ || *head_start_ > now);
  copy.fate.queue_bytes = waiting_.backlog().bytes;
  const bool at_once = idle(now, copy.packet.first_line_bytes());
  const bool fits = at_once || make_room(now, copy.packet, outlet);
  const Verdict verdict = verdict_on_arrival(now, copy, fits);
  if (!fits || verdict == Verdict::drop) {
    copy.fate.dropped = fits ? DropCause::aqm : DropCause::queue;
    outlet.dropped(std::move(copy));
    return;
  }
  if (verdict == Verdict::mark) mark(copy);
  if (at_once) {
    serve(std::move(copy), now, {}, outlet);
    return;
  }
  waiting_.push(std::move(copy));
  if (!head_start_) look_at_head();
}

void Bottleneck::look_at_head() {
  head_start_.reset();
  if (waiting_.empty()) return;
  const Waiting& head = waiting_.front();
  const Instant ready =
      line_->ready(std::max(head.fate.arrival, changed_at_), head.packet.first_line_bytes());
  if (ready == Instant::max()) return;  // it waits until something is changed
  head_start_ = std::max(ready, head_since_);
}

void Bottleneck::serve_head(Outlet& outlet) {
  const Instant start = *head_start_;
  head_since_ = start;
  Waiting copy = waiting_.pop();
  copy.fate.queued = start - copy.fate.arrival;
  serve(std::move(copy), start, waiting_.backlog(), outlet);
  look_at_head();
}

void Bottleneck::serve(Waiting&& copy, Instant start, const Backlog& behind, Outlet& outlet) {
  if (discipline_) {
    const Verdict verdict =
        discipline_->leaving({.now = start,
                              .waited = copy.fate.queued,
                              .behind = behind,
                              .can_mark = queue_.ecn && ecn_capable(copy.packet)});
    if (verdict == Verdict::drop) {
      copy.fate.dropped = DropCause::aqm;
      outlet.dropped(std::move(copy));
      return;
    }
    if (verdict == Verdict::mark) mark(copy);
  }
  const Instant sent = copy.packet.fragments == 1
                           ? line_->send(copy.fate.arrival, start, copy.packet.ip_bytes)
                           : send_fragments(copy, start);
  outlet.left(std::move(copy), sent);
}

Instant Bottleneck::send_fragments(const Waiting& copy, Instant start) {
  const TravellingFragments& fragments = copy.packet.travelling;
  const Instant since = std::max(copy.fate.arrival, changed_at_);
  Instant sent = start;
  for (std::uint32_t number = 0; number < fragments.count(); ++number) {
    const std::uint32_t bytes =
        number < fragments.full ? fragments.full_bytes : fragments.last_bytes;
    if (number > 0) start = line_->ready(since, bytes);
    sent = line_->send(copy.fate.arrival, start, bytes);
  }
  return sent;
}

void Bottleneck::change(Instant now, const DirectionSettings& settings) {
  assert(!head_start_ || *head_start_ > now);
  queue_ = settings.queue;
  if (!discipline_ || !discipline_->change(queue_.discipline)) {
    discipline_ = make_discipline(queue_.discipline, seed_, direction_);
  }
  change_line(line_, now, settings, origin_);
  changed_at_ = now;
  look_at_head();
}

}  // namespace acklab::link
