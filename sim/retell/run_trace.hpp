#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "net/base/expected.hpp"

namespace acklab::retell {

/// One copy of a packet, as the logs of a run tell of it (scenarios/FATES.md, EVENTS.md). Instants
/// are nanoseconds since the first packet.
struct TracedPacket {
  bool forward = true;
  std::uint64_t index = 0;  // of the packet in its direction
  std::uint32_t copy = 0;   // 0: the packet itself
  std::int64_t sent_ns = 0;
  std::optional<std::int64_t> received_ns;  // nothing when dropped
  std::string dropped_by;                   // empty when delivered
  bool damaged = false;
  bool marked_ce = false;
  std::uint64_t ip_bytes = 0;

  bool is_tcp = false;
  std::uint64_t connection = 0;
  std::uint64_t payload_bytes = 0;
  std::optional<std::uint64_t> data_segment;
  std::string flags;  // "SYN ACK"
  std::uint64_t sequence = 0;
  std::optional<std::uint64_t> acknowledgment;
  std::optional<std::uint64_t> window_bytes;
  std::vector<std::pair<std::uint64_t, std::uint64_t>> sack;  // begin and end, the latest first
  std::uint64_t transmission = 1;

  std::string cause;                   // why our transport sent it, if not for the first time
  std::vector<std::uint64_t> told_by;  // which segments that its host received called for it
  std::optional<bool> needless;        // the link's verdict on what was sent again
};

/// What the logs say of one run, or of one of the flows that shared its link.
struct RunTrace {
  std::string contender;
  std::uint64_t repetition = 1;
  std::uint64_t seed = 0;
  std::optional<std::uint64_t> flow{};  // which of several that shared the link
  std::vector<TracedPacket> packets;    // in the order in which they were sent
  bool has_several_connections = false;
  /// Sequence numbers count segments, as on the textbook rungs; the logs do not say, reports do.
  bool counts_segments = false;
  /// The logs have their ends, and nothing of them was left out.
  bool is_whole = true;
};

/// The most that are read.
inline constexpr std::uint64_t most_traced_packets = 2'000'000;
inline constexpr std::uint64_t most_traced_events = 20'000'000;

/// Reads the fate log in that file and the event log beside it, if there is one. Of a log of
/// several flows it takes what the one named `flow` did, which must be given then; connections
/// count from 1 in each. The error is one sentence.
[[nodiscard]] Expected<RunTrace, std::string> read_run_trace(
    const std::string& fate_file, const std::optional<std::string>& flow = std::nullopt);

}  // namespace acklab::retell
