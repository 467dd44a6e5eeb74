#pragma once

#include <cstdint>

#include "net/base/rate.hpp"
#include "net/base/time.hpp"

namespace acklab::contender {

/// Spaces packets to a rate. The intended instant of each follows from all bytes before it, so no
/// error adds up however late the timers are.
///
/// A sender that is late catches up in bursts of at most max_burst_packets, at twice the rate.
class Pacer {
 public:
  static constexpr std::uint32_t max_burst_packets = 8;

  explicit Pacer(BitRate rate) : rate_(rate) {}

  /// The first packet's intended instant.
  void start(Instant now);
  /// When the next packet may be sent.
  [[nodiscard]] Instant next() const;
  /// A packet of `ip_bytes` was sent at `now`, which is not before next().
  void note_sent(Instant now, std::uint64_t ip_bytes);

 private:
  BitRate rate_;
  Instant start_{};
  std::uint64_t sent_bytes_ = 0;
  Instant intended_{};    // of the next packet: the start and the time of all bytes sent
  Instant held_until_{};  // the end of a burst's pause
  std::uint32_t burst_packets_ = 0;
  std::uint64_t burst_bytes_ = 0;
};

}  // namespace acklab::contender
