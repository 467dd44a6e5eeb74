#include "tests/support/transport_script_check.hpp"

#include <map>

#include <fmt/format.h>

#include "tests/support/transport_script_line.hpp"

namespace acklab::support {
namespace {

using transport::Statistics;

std::optional<std::uint64_t> statistic(const Statistics& statistics, const std::string& name) {
  static const std::map<std::string, std::uint64_t Statistics::*> known{
      {"by_timeout", &Statistics::retransmitted_by_timeout},
      {"by_fast_retransmit", &Statistics::retransmitted_by_fast_retransmit},
      {"in_sack_recovery", &Statistics::retransmitted_in_sack_recovery},
      {"by_rack", &Statistics::retransmitted_by_rack},
      {"by_tail_loss_probe", &Statistics::retransmitted_by_tail_loss_probe},
      {"timeouts", &Statistics::timeouts},
      {"fast_recoveries", &Statistics::fast_recoveries},
      {"zero_window_probes", &Statistics::zero_window_probes},
      {"tail_loss_probes", &Statistics::tail_loss_probes},
      {"challenge_acks", &Statistics::challenge_acks_sent},
      {"old_timestamps", &Statistics::discarded_old_timestamps},
      {"out_of_window", &Statistics::discarded_out_of_window},
      {"duplicates", &Statistics::discarded_duplicates},
  };
  const auto found = known.find(name);
  if (found == known.end()) return std::nullopt;
  return statistics.*(found->second);
}

}  // namespace

std::optional<std::string> script_value(const transport::Connection& connection,
                                        const std::optional<transport::CloseReport>& report,
                                        const std::string& name) {
  const transport::Snapshot snapshot = connection.snapshot();
  const auto number = [](auto value) { return fmt::format("{}", value); };
  const auto span = [](const std::optional<Duration>& value) {
    return value ? script_duration(*value) : std::string{"none"};
  };
  if (name == "state") return to_string(connection.state());
  if (name == "closed") return report ? to_string(report->reason) : "no";
  if (name == "readable") return number(connection.readable_bytes());
  if (name == "eof") return connection.end_of_stream() ? "yes" : "no";
  if (name == "cwnd") return number(snapshot.congestion_window_bytes);
  if (name == "in_flight") return number(snapshot.in_flight_bytes);
  if (name == "rto") return span(snapshot.retransmission_timeout);
  if (name == "srtt") return span(snapshot.smoothed_rtt);
  if (name == "ssthresh") {
    const auto threshold = snapshot.slow_start_threshold_bytes;
    return threshold ? number(*threshold) : "none";
  }
  const auto counted = statistic(connection.statistics(), name);
  if (!counted) return std::nullopt;
  return number(*counted);
}

}  // namespace acklab::support
