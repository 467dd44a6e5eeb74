#include "sim/link/bottleneck/trace_line.hpp"

#include <algorithm>

#include "sim/link/later.hpp"

namespace acklab::link {

TraceLine::TraceLine(const TraceRate& rate, const LineStart& start)
    : rate_(rate), origin_(start.origin), opened_(start.free_from) {
  next_ = first_after(start.free_from);
}

std::uint64_t TraceLine::first_after(Instant instant) const {
  if (instant < origin_) return next_;
  return std::max(next_, rate_.trace->opportunities_within(instant - origin_, rate_.repeat));
}

Instant TraceLine::time_of(std::uint64_t opportunity) const {
  const auto at = rate_.trace->at(opportunity, rate_.repeat);
  return at ? later_by(origin_, *at) : Instant::max();
}

Instant TraceLine::ready(Instant arrival, std::uint64_t /*bytes*/) const {
  const bool shares = left_bytes_ > 0 && opened_ > arrival;
  return shares ? opened_ : time_of(first_after(arrival));
}

Instant TraceLine::send(Instant /*arrival*/, Instant start, std::uint64_t bytes) {
  if (start == Instant::max()) return start;
  if (left_bytes_ == 0 || opened_ != start) {
    left_bytes_ = 0;
    next_ = first_after(start - Duration{1});
  }
  for (std::uint64_t unsent = bytes + trace_packet_header_bytes; unsent > 0;) {
    if (left_bytes_ == 0) {
      opened_ = time_of(next_);
      if (opened_ == Instant::max()) return opened_;
      ++next_;
      left_bytes_ = trace_opportunity_bytes;
    }
    const std::uint64_t sent = std::min(unsent, left_bytes_);
    unsent -= sent;
    left_bytes_ -= sent;
  }
  return opened_;
}

Duration TraceLine::waiting_time(Instant now, const Backlog& ahead) const {
  const std::uint64_t left = opened_ > now ? left_bytes_ : 0;
  const std::uint64_t bytes = ahead.bytes + ahead.packets * trace_packet_header_bytes;
  if (bytes <= left) return std::max(now, opened_) - now;
  const std::uint64_t more = (bytes - left + trace_opportunity_bytes - 1) / trace_opportunity_bytes;
  return time_of(first_after(now) + more - 1) - now;
}

bool TraceLine::change(Instant now, const DirectionSettings& settings) {
  const auto* rate = settings.rate ? std::get_if<TraceRate>(&settings.rate->kind()) : nullptr;
  if (rate == nullptr) return false;
  if (*rate == rate_) return true;
  rate_ = *rate;
  opened_ = std::max(now, opened_);
  left_bytes_ = 0;
  next_ = 0;
  next_ = first_after(opened_);
  return true;
}

}  // namespace acklab::link
