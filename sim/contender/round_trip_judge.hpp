#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <optional>

#include "net/base/time.hpp"
#include "sim/contender/host_event.hpp"
#include "sim/link/fate.hpp"

namespace acklab::contender {

/// What a transport made of its round trips.
struct RoundTripCounts {
  std::uint64_t samples = 0;
  std::uint64_t refused = 0;  // ACKs of what was sent twice, which time nothing (Karn)
  /// Samples that cannot be: the ACK had left the other host before anything had come there that
  /// was sent as late as the sample says, or later.
  std::uint64_t wrong = 0;
};

/// Judges by the link's own record which measured round trips are wrong, in virtual time, where
/// both clocks are one. It is told of every fate and of what the transports tell.
class RoundTripJudge {
 public:
  void decided(const link::FateRecord& fate);
  void happened(const HostEvent& event);
  [[nodiscard]] const RoundTripCounts& counts() const { return counts_; }

 private:
  static constexpr std::size_t most_packets = 4'096;  // of a direction, to be remembered
  /// A sample by timestamps is known to a tick.
  static constexpr Duration tick = std::chrono::milliseconds{1};

  struct Crossed {
    Instant arrival{};  // at the link
    Instant due{};      // out of it
  };
  using Lane = std::deque<Crossed>;

  [[nodiscard]] bool is_wrong(path::Host host, Instant now, Duration sample) const;

  std::array<Lane, 2> lanes_;
  RoundTripCounts counts_;
};

}  // namespace acklab::contender
