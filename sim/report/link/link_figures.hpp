#pragma once

#include <cstdint>
#include <optional>

#include "sim/link/settings.hpp"

namespace acklab::report {

/// What "a full packet" means where a link is described, in IP bytes; and an acknowledgement alone.
inline constexpr std::uint64_t full_packet_bytes = 1500;
inline constexpr std::uint64_t bare_ack_bytes = 40;

/// What one direction amounts to in the long run. For display: nothing decides by these.
struct DirectionFigures {
  double mean_loss_ratio = 0;
  std::optional<double> mean_burst_packets;  // lost in a row; nothing when nothing is lost
  /// The share of packets of which a copy arrives undamaged, if the queue has room for all.
  double whole_ratio = 1;
  double delay_ms = 0;  // apart from queue, line and jitter
  // Without a rate there is none of these; without a limit none of the queue.
  std::optional<double> rate_bits_per_s;  // of IP, in full packets
  std::optional<double> full_packet_ms;   // on the line
  std::optional<double> bdp_bytes;        // rate × the round trip of the delays alone
  std::optional<double> queue_bytes;      // when full, of full packets
  std::optional<double> queue_ms;
  std::optional<double> queue_bdps;
};

/// The same of a link.
struct LinkFigures {
  DirectionFigures forward;
  DirectionFigures reverse;
  /// A full packet there and an acknowledgement back, meeting nobody.
  double empty_round_trip_ms = 0;
  /// The same behind a full queue there; nothing when that queue has no limit.
  std::optional<double> full_round_trip_ms;
};

[[nodiscard]] LinkFigures link_figures(const link::LinkSettings& settings);

}  // namespace acklab::report
