#include "sim/contender/metrics.hpp"

#include <algorithm>
#include <vector>

#include "sim/contender/link_metrics.hpp"
#include "sim/contender/metric_access.hpp"
#include "sim/contender/timer_metrics.hpp"
#include "sim/contender/workload_metrics.hpp"

namespace acklab::contender {
namespace {

using workload::Integrity;

template <auto Member>
MetricValue of_records_sent(const RunResult& run) {
  if (!was_run(run)) return std::nullopt;
  return ratio_of(run.integrity.*Member, run.integrity.sent);
}

MetricValue completed(const RunResult& run) {
  if (!was_run(run)) return std::nullopt;
  return run.outcome == Outcome::completed ? 1.0 : 0.0;
}

/// A run that sent nothing kept no promise, although nothing of what it sent is missing.
MetricValue intact(const RunResult& run) {
  if (!was_run(run)) return std::nullopt;
  return run.integrity.is_perfect() && run.integrity.sent > 0 ? 1.0 : 0.0;
}

constexpr Metric integrity_table[] = {
    {"completed", "the job was done as far as this contender promises it", true, completed},
    {"integrity.intact", "everything sent arrived exactly once, whole and in order", true, intact},
    {"integrity.sent", "records handed over by the sending application", false,
     number<&RunResult::integrity, &Integrity::sent>},
    {"integrity.intact_records", "records that arrived exactly as sent", false,
     number<&RunResult::integrity, &Integrity::intact>},
    {"integrity.corrupted", "records that arrived, but only damaged", false,
     number<&RunResult::integrity, &Integrity::corrupted>},
    {"integrity.missing", "records that never arrived", false,
     number<&RunResult::integrity, &Integrity::missing>},
    {"integrity.duplicated", "arrivals beyond the first of a record", false,
     number<&RunResult::integrity, &Integrity::duplicated>},
    {"integrity.out_of_order", "first arrivals behind a record with a higher number (RFC 4737)",
     false, number<&RunResult::integrity, &Integrity::out_of_order>},
    {"integrity.corrupted_arrivals", "damaged arrivals, attributed to a record or not", false,
     number<&RunResult::integrity, &Integrity::corrupted_arrivals>},
    {"integrity.unrecognised_bytes", "octets of a stream that belong to no record", false,
     number<&RunResult::integrity, &Integrity::unrecognised_bytes>},
    {"integrity.intact_bytes", "octets of the records that arrived exactly as sent", false,
     number<&RunResult::integrity, &Integrity::intact_bytes>},
    {"integrity.intact_ratio", "intact, of the records sent", false,
     of_records_sent<&Integrity::intact>},
    {"integrity.corrupted_ratio", "corrupted, of the records sent", false,
     of_records_sent<&Integrity::corrupted>},
    {"integrity.missing_ratio", "missing, of the records sent", false,
     of_records_sent<&Integrity::missing>},
    {"integrity.duplicated_ratio", "duplicated, of the records sent", false,
     of_records_sent<&Integrity::duplicated>},
    {"integrity.out_of_order_ratio", "out of order, of the records sent", false,
     of_records_sent<&Integrity::out_of_order>},
};

constexpr Metric speed_table[] = {
    {"timing.connect_ms", "until the handshake was complete at the client", false,
     milliseconds<&RunResult::timing, &Timing::connected>},
    {"timing.first_byte_ms", "until the receiving application had its first octets", false,
     milliseconds<&RunResult::timing, &Timing::first_byte>},
    {"timing.completion_ms", "until the receiving application had its last octets", false,
     milliseconds<&RunResult::timing, &Timing::completion>},
    {"timing.duration_ms", "of the whole run", false,
     milliseconds<&RunResult::timing, &Timing::duration>},
    {"goodput_bits_per_s", "intact octets over the time until the last of them", false,
     number<&RunResult::goodput_bits_per_s>},
    {"limit_bits_per_s", "the goodput that the link allows at best", false,
     number<&RunResult::limit_bits_per_s>},
    {"share_of_limit", "goodput over what the link allows", false,
     number<&RunResult::share_of_limit>},
};

constexpr Metric cost_table[] = {
    {"cost.packets", "packets offered to the link, both directions", false,
     number<&RunResult::cost, &Cost::packets>},
    {"cost.ip_bytes", "bytes offered to the link, IP headers included, both directions", false,
     number<&RunResult::cost, &Cost::ip_bytes>},
    {"cost.forward_packets", "packets offered from client to server", false,
     number<&RunResult::cost, &Cost::forward_packets>},
    {"cost.reverse_packets", "packets offered from server to client", false,
     number<&RunResult::cost, &Cost::reverse_packets>},
    {"cost.overhead_ratio", "bytes on the link for each byte delivered intact, less 1", false,
     number<&RunResult::cost, &Cost::overhead_ratio>},
    {"cost.forward_efficiency_ratio",
     "octets of the client that arrived intact, of the bytes offered from client to server", false,
     number<&RunResult::cost, &Cost::forward_efficiency_ratio>},
    {"cost.retransmissions", "segments sent again", false,
     number<&RunResult::cost, &Cost::retransmissions>},
    {"cost.retransmissions_by_timeout", "sent again because the timer expired", false,
     number<&RunResult::cost, &Cost::retransmissions_by_timeout>},
    {"cost.retransmissions_by_fast_retransmit", "sent again after duplicate acknowledgements",
     false, number<&RunResult::cost, &Cost::retransmissions_by_fast_retransmit>},
    {"cost.retransmissions_in_sack_recovery", "sent again because SACK showed a hole", false,
     number<&RunResult::cost, &Cost::retransmissions_in_sack_recovery>},
    {"cost.retransmissions_by_rack", "sent again because something sent later had arrived", false,
     number<&RunResult::cost, &Cost::retransmissions_by_rack>},
    {"cost.retransmissions_by_tail_loss_probe", "sent again because the tail was not acknowledged",
     false, number<&RunResult::cost, &Cost::retransmissions_by_tail_loss_probe>},
    {"cost.retransmissions_of_zero_window_probes", "probes of the same byte sent again", false,
     number<&RunResult::cost, &Cost::retransmissions_of_zero_window_probes>},
    {"cost.retransmissions_of_syn_or_fin", "SYN or FIN sent again", false,
     number<&RunResult::cost, &Cost::retransmissions_of_syn_or_fin>},
    {"cost.retransmissions_necessary",
     "sent again, and something of it had not come out of the link", false,
     number<&RunResult::cost, &Cost::retransmissions_necessary>},
    {"cost.retransmissions_needless", "sent again, although all of it came out of the link intact",
     false, number<&RunResult::cost, &Cost::retransmissions_needless>},
    {"cost.zero_window_probes", "probes of a closed receive window", false,
     number<&RunResult::cost, &Cost::zero_window_probes>},
    {"cost.ecn_reductions", "times a congestion window was reduced for a mark (RFC 3168)", false,
     number<&RunResult::cost, &Cost::ecn_reductions>},
    {"cost.discarded_corrupted", "received with a wrong checksum and discarded", false,
     number<&RunResult::cost, &Cost::discarded_corrupted>},
    {"cost.discarded_duplicates", "received again and discarded", false,
     number<&RunResult::cost, &Cost::discarded_duplicates>},
};

std::vector<Metric> build_metrics() {
  std::vector<Metric> all;
  const auto append = [&all](std::span<const Metric> part) {
    all.insert(all.end(), part.begin(), part.end());
  };
  append(integrity_table);
  append(speed_table);
  append(cost_table);
  append(timer_metrics());
  append(workload_metrics());
  append(link_metrics());
  return all;
}

}  // namespace

std::optional<double> Metric::of(const RunResult& run) const {
  if (!run.metrics_read_back) return follows_from(run);
  const auto found = run.metrics_read_back->find(name);
  return found == run.metrics_read_back->end() ? std::nullopt : std::optional{found->second};
}

std::span<const Metric> metrics() {
  static const std::vector<Metric> all = build_metrics();
  return all;
}

const Metric* find_metric(std::string_view name) {
  const auto all = metrics();
  const auto found =
      std::find_if(all.begin(), all.end(), [name](const Metric& m) { return m.name == name; });
  return found == all.end() ? nullptr : &*found;
}

}  // namespace acklab::contender
