#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "sim/contender/host_event.hpp"
#include "sim/contender/open_packets.hpp"
#include "sim/link/record/fate_line.hpp"
#include "sim/link/record/retransmission_judge.hpp"
#include "sim/path/one_at_a_time.hpp"

namespace acklab::contender {

/// The version of the event log's format: what the first line says (scenarios/EVENTS.md).
inline constexpr std::uint64_t event_log_version = 1;

/// What happens in an event log, and which keys the line of each has beside those of its kind:
/// of a transport `at_ns`, `host`, `connection`, `event`, of a verdict `at_ns`, `event`. Keys with
/// ? stand only where there is something to say.
struct EventKind {
  std::string_view name;
  std::string_view keys;  // separated by blanks
};
inline constexpr std::array event_kinds{
    EventKind{"sent",
              "segment packet? why cause? told_by? transmission flags sequence payload_bytes "
              "acknowledgment? window_bytes sack?"},
    EventKind{"received",
              "segment flags sequence payload_bytes acknowledgment? window_bytes sack? marked_ce?"},
    EventKind{"lost", "begin end cause told_by?"},
    EventKind{"timer", "timer until_ns?"},
    EventKind{"expired", "timer due_ns"},
    EventKind{"window", "congestion_window_bytes slow_start_threshold_bytes? in_flight_bytes"},
    EventKind{"round_trip", "sample_ns smoothed_ns variation_ns retransmission_timeout_ns"},
    EventKind{"round_trip_refused", ""},
    EventKind{"duplicate_reported", "begin end needless_retransmissions"},
    EventKind{"reduction_undone", "after_timeout"},
    EventKind{"state", "state"},
    EventKind{"verdict", "direction packet transmission needless earlier_packet? earlier_fate?"},
};

/// Writes what the transports of a run tell, and the link's verdicts on what they sent again, as
/// text, a line an event (scenarios/EVENTS.md). From any thread.
class EventLog {
 public:
  using Output = std::function<void(std::string_view)>;

  EventLog(const link::FateLogHeader& header, Output output);

  /// A packet has come to the link or out of it. Instants count from the first, or from the first
  /// event, whichever came before.
  void crossed(const link::Crossing& crossing);
  void happened(const HostEvent& event);
  void judged(const link::RetransmissionVerdict& verdict);
  /// Writes what is left and the last line.
  void finish(bool complete);

 private:
  /// The two directions of a connection, as one of its hosts sees them.
  struct Numbers {
    std::optional<Seq32> sent_from;  // the SYN's number
    std::optional<Seq32> received_from;
    std::optional<std::uint8_t> sent_scale;  // of the window, as the SYN offers it
    std::optional<std::uint8_t> received_scale;
  };
  /// Flow, host, and the local and the remote port.
  using Ports = std::tuple<std::uint32_t, path::Host, std::uint16_t, std::uint16_t>;
  /// Where a loss begins, and of which connection of which host of which flow.
  using LossKey = std::tuple<std::uint32_t, path::Host, std::uint64_t, std::uint64_t>;
  class Line;

  void begin_line(Instant now, std::uint32_t flow);
  void end_line();
  void append_segment(const wire::Segment& segment, bool sent, const HostEvent& event);
  [[nodiscard]] std::int64_t since_origin(Instant at);

  path::OneAtATime turn_;
  bool of_flows_;
  Output output_;
  std::string text_;
  OpenPackets open_;  // in text_
  std::optional<Instant> origin_;
  std::uint64_t events_ = 0;
  std::map<Ports, Numbers> numbers_;
  std::map<LossKey, std::vector<std::uint64_t>> told_by_;
};

}  // namespace acklab::contender
