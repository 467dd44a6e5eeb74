#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "net/base/time.hpp"
#include "net/transport/connection_event.hpp"
#include "sim/link/record/repeat_meter.hpp"
#include "sim/path/path_kind.hpp"
#include "sim/path/real_path.hpp"
#include "sim/workload/measures.hpp"
#include "sim/workload/oracle.hpp"

namespace acklab::contender {

/// How a run ended.
enum class Outcome : std::uint8_t {
  completed,    // the job was done as far as this contender promises it
  time_limit,   // the scenario's time limit came first
  gave_up,      // the transport ended the connection with a reason
  interrupted,  // the user stopped it
  not_run,      // this machine or this path cannot; see reason and remedy
};
[[nodiscard]] const char* to_string(Outcome outcome);

/// When what happened, counted from the start of the run; nothing: it did not happen.
struct Timing {
  std::optional<Duration> connected;   // handshake complete at the client; absent for udp
  std::optional<Duration> first_byte;  // first octets at the receiving application
  std::optional<Duration>
      completion;       // the job's last octets at the receiving application, when it completed
  Duration duration{};  // of the whole run
};

/// What it cost on the link, both directions, retransmissions and acknowledgements included.
struct Cost {
  std::uint64_t packets = 0;   // offered to the link
  std::uint64_t ip_bytes = 0;  // the same, in bytes, IP headers included
  std::uint64_t forward_packets = 0;
  std::uint64_t reverse_packets = 0;
  /// Bytes on the link for each byte delivered intact, less 1; nothing when none was.
  std::optional<double> overhead_ratio;
  /// Octets of the client that arrived intact, of the bytes offered from client to server; nothing
  /// when none was offered.
  std::optional<double> forward_efficiency_ratio;
  // Segments sent again, by what caused it. The kernel does not tell its causes: then only the
  // total is set.
  std::optional<std::uint64_t> retransmissions;
  std::optional<std::uint64_t> retransmissions_by_timeout;
  std::optional<std::uint64_t> retransmissions_by_fast_retransmit;
  std::optional<std::uint64_t> retransmissions_in_sack_recovery;
  std::optional<std::uint64_t> retransmissions_by_rack;
  std::optional<std::uint64_t> retransmissions_by_tail_loss_probe;
  std::optional<std::uint64_t> retransmissions_of_syn_or_fin;
  std::optional<std::uint64_t> retransmissions_of_zero_window_probes;
  /// Of all packets that sent octets again, by the link's record: see RetransmissionJudge.
  std::optional<std::uint64_t> retransmissions_necessary;
  std::optional<std::uint64_t> retransmissions_needless;
  std::optional<std::uint64_t> zero_window_probes;  // the first of each byte included
  std::optional<std::uint64_t> ecn_reductions;      // of congestion windows, in answer to marks
  /// Received by either transport and thrown away because the checksum was wrong; kernel: of its
  /// UDP and TCP.
  std::optional<std::uint64_t> discarded_corrupted;
  std::optional<std::uint64_t> discarded_duplicates;
};

/// What a TCP made of the time that a round trip takes; of the client. The first three where
/// RunHooks::judge_round_trips asks for them, in virtual time.
struct RoundTrip {
  std::optional<std::uint64_t> samples;
  std::optional<std::uint64_t> refused_samples;  // ACKs of what was sent twice (Karn)
  std::optional<std::uint64_t> wrong_samples;    // see RoundTripJudge
  // At the end.
  std::optional<Duration> smoothed;
  std::optional<Duration> timeout;
};

/// A connection's inner state at one instant; of the client, which sends the data.
struct SeriesPoint {
  Duration at{};
  std::uint64_t delivered_bytes = 0;  // intact at the receiving application
  std::optional<std::uint64_t> congestion_window_bytes;
  std::optional<std::uint64_t> slow_start_threshold_bytes;
  std::optional<std::uint64_t> in_flight_bytes;
  std::optional<Duration> smoothed_rtt;
  std::optional<Duration> retransmission_timeout;
};

/// One contender once across the link.
struct RunResult {
  std::uint64_t seed = 0;
  path::PathKind path = path::PathKind::simulated;
  Outcome outcome = Outcome::not_run;
  std::string reason;  // a sentence: why not completed; empty when it was
  std::string remedy;  // what to do about it, when something can be done
  std::optional<transport::CloseReport>
      close_report;  // reliable-udp: how the client's connection ended
  workload::Integrity integrity;
  Timing timing;
  std::optional<double> goodput_bits_per_s;  // intact octets over the time until the last of them
  std::optional<double> limit_bits_per_s;    // see goodput_limit
  std::optional<double> share_of_limit;
  Cost cost;
  RoundTrip round_trip;
  std::optional<link::Repeats> repeats;  // of what was sent most often, by the link's record
  workload::Measures workload;
  path::PathTruth link;
  std::string congestion;                 // as pinned and read back; empty for udp
  path::TcpSettings kernel_tcp_settings;  // of the client host; only for kernel-tcp that ran
  std::vector<SeriesPoint> series;
  /// Of a run read back from its report: the metrics that have a value there, by their names.
  /// Nothing: the run took place here, and its metrics follow from the rest.
  std::optional<std::map<std::string, double, std::less<>>> metrics_read_back;
};

}  // namespace acklab::contender
