#include "net/transport/recovery.hpp"

namespace acklab::transport {

void Recovery::enter_fast(std::uint64_t point, std::uint64_t flight,
                          std::optional<std::uint64_t> threshold) {
  phase_ = Phase::fast;
  point_ = point;
  threshold_ = threshold;
  flight_at_entry_ = std::max<std::uint64_t>(flight, 1);
  delivered_ = 0;
  sent_ = 0;
  quota_ = 0;
}

void Recovery::enter_after_timeout(std::uint64_t point) {
  phase_ = Phase::after_timeout;
  point_ = point;
}

bool Recovery::leave_at(std::uint64_t acknowledged) {
  if (!active() || acknowledged < *point_) return false;
  phase_ = Phase::open;
  return true;
}

void Recovery::on_ack(std::uint64_t delivered, std::uint64_t pipe, std::uint64_t segment_bytes,
                      bool safe) {
  if (phase_ != Phase::fast || !threshold_) return;
  delivered_ += delivered;
  const std::uint64_t owed = delivered_ > sent_ ? delivered_ - sent_ : 0;
  if (pipe > *threshold_) {
    __extension__ using Wide = unsigned __int128;
    const Wide share =
        (static_cast<Wide>(delivered_) * *threshold_ + flight_at_entry_ - 1) / flight_at_entry_;
    const auto target = static_cast<std::uint64_t>(share);
    quota_ = target > sent_ ? target - sent_ : 0;
  } else {
    // Below the threshold: conserve packets, and grow like slow start while nothing more is lost.
    const std::uint64_t grown = std::max(owed, delivered) + (safe ? segment_bytes : 0);
    quota_ = std::min(*threshold_ - pipe, grown);
  }
  // The retransmission that opens the recovery never waits.
  if (sent_ == 0) quota_ = std::max(quota_, segment_bytes);
}

void Recovery::on_sent(std::uint64_t bytes) {
  if (phase_ != Phase::fast) return;
  sent_ += bytes;
  quota_ -= std::min(quota_, bytes);
}

std::optional<std::uint64_t> Recovery::quota() const {
  if (phase_ != Phase::fast || !threshold_) return std::nullopt;
  return quota_;
}

}  // namespace acklab::transport
