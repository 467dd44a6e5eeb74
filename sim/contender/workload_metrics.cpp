#include "sim/contender/workload_metrics.hpp"

#include <vector>

#include "sim/contender/metric_access.hpp"
#include "sim/contender/picture_metrics.hpp"

namespace acklab::contender {
namespace {

using workload::BurstLossMeasures;
using workload::ExchangeMeasures;
using workload::FlowMeasures;
using workload::IdleMeasures;
using workload::Measures;
using workload::OrderMeasures;
using workload::PatternMeasures;
using workload::PeriodicMeasures;
using workload::ReadMeasures;
using workload::SendMeasures;
using workload::Spread;
using workload::StallMeasures;

MetricValue as_metric(Duration value) {
  return to_milliseconds(value);
}
MetricValue as_metric(std::optional<Duration> value) {
  return milliseconds_of(value);
}
using contender::as_metric;
MetricValue as_metric(double value) {
  return value;
}

/// `Member` of the part `Part` of the run's measures, durations in milliseconds.
template <auto Part, auto Member>
MetricValue of_part(const RunResult& run) {
  const auto& part = run.workload.*Part;
  if (!was_run(run) || !part) return std::nullopt;
  return as_metric((*part).*Member);
}

/// The same of a spread in that part.
template <auto Part, auto Spreading, auto Member>
MetricValue of_spread(const RunResult& run) {
  const auto& part = run.workload.*Part;
  if (!was_run(run) || !part || !((*part).*Spreading)) return std::nullopt;
  return as_metric((*((*part).*Spreading)).*Member);
}

template <auto Part, auto Member, auto Whole>
MetricValue share_in_part(const RunResult& run) {
  const auto& part = run.workload.*Part;
  if (!was_run(run) || !part) return std::nullopt;
  return ratio_of((*part).*Member, (*part).*Whole);
}

/// Messages of no use, late or missing, of those due.
MetricValue useless_ratio(const RunResult& run) {
  const auto& part = run.workload.periodic;
  if (!was_run(run) || !part) return std::nullopt;
  return ratio_of(part->late + part->missing, part->due);
}

/// How many messages a stream delivers late behind one packet that was lost.
MetricValue late_per_lost_packet(const RunResult& run) {
  const auto& part = run.workload.periodic;
  if (!was_run(run) || !part) return std::nullopt;
  return ratio_of(part->late, run.link.forward.counters.undelivered);
}

constexpr auto exchange = &Measures::exchange;
constexpr auto periodic = &Measures::periodic;
constexpr auto latency_of_exchange = &ExchangeMeasures::latency;
constexpr auto latency_of_message = &PeriodicMeasures::latency;

constexpr Metric exchange_table[] = {
    {"workload.exchange.begun", "exchanges that the client began", false,
     of_part<exchange, &ExchangeMeasures::begun>},
    {"workload.exchange.done", "exchanges that were answered", false,
     of_part<exchange, &ExchangeMeasures::done>},
    {"workload.exchange.given_up", "exchanges unanswered after the timeout of the last try", false,
     of_part<exchange, &ExchangeMeasures::given_up>},
    {"workload.exchange.given_up_ratio", "given up, of those begun", false,
     share_in_part<exchange, &ExchangeMeasures::given_up, &ExchangeMeasures::begun>},
    {"workload.exchange.retries", "requests that the client sent again itself", false,
     of_part<exchange, &ExchangeMeasures::retries>},
    {"workload.exchange.connections", "connections that the client established", false,
     of_part<exchange, &ExchangeMeasures::connections>},
    {"workload.exchange.connect_ms", "from opening a connection to having it, median", false,
     of_part<exchange, &ExchangeMeasures::connect>},
    {"workload.exchange.first_byte_ms",
     "from when an exchange is wanted to the first octets of its answer, median", false,
     of_part<exchange, &ExchangeMeasures::first_byte>},
    {"workload.exchange.latency_min_ms",
     "the shortest time from when an exchange is wanted to the end of its answer", false,
     of_spread<exchange, latency_of_exchange, &Spread::min>},
    {"workload.exchange.latency_mean_ms", "the same, on average", false,
     of_spread<exchange, latency_of_exchange, &Spread::mean>},
    {"workload.exchange.latency_median_ms", "the same, not exceeded by half of the exchanges",
     false, of_spread<exchange, latency_of_exchange, &Spread::median>},
    {"workload.exchange.latency_percentile_95_ms", "the same, not exceeded by 95 %", false,
     of_spread<exchange, latency_of_exchange, &Spread::percentile_95>},
    {"workload.exchange.latency_percentile_99_ms", "the same, not exceeded by 99 %", false,
     of_spread<exchange, latency_of_exchange, &Spread::percentile_99>},
    {"workload.exchange.latency_max_ms", "the longest of these times", false,
     of_spread<exchange, latency_of_exchange, &Spread::max>},
};

constexpr Metric periodic_table[] = {
    {"workload.periodic.due", "messages that were due to be sent", false,
     of_part<periodic, &PeriodicMeasures::due>},
    {"workload.periodic.arrived", "messages that arrived intact", false,
     of_part<periodic, &PeriodicMeasures::arrived>},
    {"workload.periodic.late", "messages that arrived intact, but after their deadline", false,
     of_part<periodic, &PeriodicMeasures::late>},
    {"workload.periodic.missing", "messages that were due and never arrived intact", false,
     of_part<periodic, &PeriodicMeasures::missing>},
    {"workload.periodic.late_ratio", "late, of those due", false,
     share_in_part<periodic, &PeriodicMeasures::late, &PeriodicMeasures::due>},
    {"workload.periodic.missing_ratio", "missing, of those due", false,
     share_in_part<periodic, &PeriodicMeasures::missing, &PeriodicMeasures::due>},
    {"workload.periodic.useless_ratio", "late or missing, of those due", false, useless_ratio},
    {"workload.periodic.late_per_lost_packet",
     "late, for each packet that the link lost on the way there", false, late_per_lost_packet},
    {"workload.periodic.latency_min_ms",
     "the shortest time from when a message was due to its arrival", false,
     of_spread<periodic, latency_of_message, &Spread::min>},
    {"workload.periodic.latency_mean_ms", "the same, on average", false,
     of_spread<periodic, latency_of_message, &Spread::mean>},
    {"workload.periodic.latency_median_ms", "the same, not exceeded by half of the messages", false,
     of_spread<periodic, latency_of_message, &Spread::median>},
    {"workload.periodic.latency_percentile_95_ms", "the same, not exceeded by 95 %", false,
     of_spread<periodic, latency_of_message, &Spread::percentile_95>},
    {"workload.periodic.latency_percentile_99_ms", "the same, not exceeded by 99 %", false,
     of_spread<periodic, latency_of_message, &Spread::percentile_99>},
    {"workload.periodic.latency_max_ms", "the longest of these times", false,
     of_spread<periodic, latency_of_message, &Spread::max>},
    {"workload.periodic.jitter_ms", "interarrival jitter at the end (RFC 3550 section 6.4.1)",
     false, of_part<periodic, &PeriodicMeasures::jitter>},
    {"workload.periodic.jitter_max_ms", "the highest that this jitter ever was", false,
     of_part<periodic, &PeriodicMeasures::max_jitter>},
    {"workload.periodic.longest_gap_ms", "the longest time from one arrival to the next", false,
     of_part<periodic, &PeriodicMeasures::longest_gap>},
    {"workload.periodic.age_mean_ms",
     "age of the newest message that is there, on average over the time", false,
     of_part<periodic, &PeriodicMeasures::mean_age>},
    {"workload.periodic.age_max_ms", "the highest that this age ever was", false,
     of_part<periodic, &PeriodicMeasures::max_age>},
};

constexpr auto pattern = &Measures::write_pattern;
constexpr auto round_of_pattern = &PatternMeasures::round;
constexpr auto reader = &Measures::slow_reader;

constexpr Metric pattern_table[] = {
    {"workload.write_pattern.rounds", "rounds that were completed", false,
     of_part<pattern, &PatternMeasures::rounds>},
    {"workload.write_pattern.round_min_ms",
     "the shortest time from the first step of a round to its last", false,
     of_spread<pattern, round_of_pattern, &Spread::min>},
    {"workload.write_pattern.round_mean_ms", "the same, on average", false,
     of_spread<pattern, round_of_pattern, &Spread::mean>},
    {"workload.write_pattern.round_median_ms", "the same, not exceeded by half of the rounds",
     false, of_spread<pattern, round_of_pattern, &Spread::median>},
    {"workload.write_pattern.round_percentile_95_ms", "the same, not exceeded by 95 %", false,
     of_spread<pattern, round_of_pattern, &Spread::percentile_95>},
    {"workload.write_pattern.round_percentile_99_ms", "the same, not exceeded by 99 %", false,
     of_spread<pattern, round_of_pattern, &Spread::percentile_99>},
    {"workload.write_pattern.round_max_ms", "the longest of these times", false,
     of_spread<pattern, round_of_pattern, &Spread::max>},
    {"workload.write_pattern.writes", "writes of both applications", false,
     of_part<pattern, &PatternMeasures::writes>},
    {"workload.write_pattern.reads", "reads of both applications that gave something", false,
     of_part<pattern, &PatternMeasures::reads>},
    {"workload.write_pattern.given_up", "answers that did not come before the timeout", false,
     of_part<pattern, &PatternMeasures::given_up>},
};

constexpr Metric reader_table[] = {
    {"workload.slow_reader.reads", "reads of the server that gave something", false,
     of_part<reader, &ReadMeasures::reads>},
    {"workload.slow_reader.read_mean_bytes", "what such a read gave, on average", false,
     of_part<reader, &ReadMeasures::mean_bytes>},
    {"workload.slow_reader.truncated", "datagrams longer than a read, whose rest was lost", false,
     of_part<reader, &ReadMeasures::truncated>},
};

constexpr auto idle = &Measures::idle;

constexpr Metric idle_table[] = {
    {"workload.idle.answers", "answers to the two lines that the client had in full", false,
     of_part<idle, &IdleMeasures::answers>},
    {"workload.idle.read_timeouts", "reads of the client that waited in vain", false,
     of_part<idle, &IdleMeasures::read_timeouts>},
    {"workload.idle.partial_bytes", "what was there of an answer at the first such read", false,
     of_part<idle, &IdleMeasures::partial_bytes>},
    {"workload.idle.noticed_ms",
     "when the client learned that the connection is no more, since the start", false,
     of_part<idle, &IdleMeasures::noticed>},
    {"workload.idle.noticed_after_ms", "the same, since the server forgot it", false,
     of_part<idle, &IdleMeasures::noticed_after>},
};

constexpr auto sends = &Measures::sends;

constexpr Metric send_table[] = {
    {"workload.sends.calls", "calls of the client that send a datagram", false,
     of_part<sends, &SendMeasures::calls>},
    {"workload.sends.refused", "of these, calls that failed", false,
     of_part<sends, &SendMeasures::refused>},
    {"workload.sends.refused_for_size", "larger than any datagram (EMSGSIZE)", false,
     of_part<sends, &SendMeasures::refused_for_size>},
    {"workload.sends.refused_by_peer",
     "nobody listened there, as the network told of an earlier datagram (ECONNREFUSED)", false,
     of_part<sends, &SendMeasures::refused_by_peer>},
    {"workload.sends.first_refused_call", "the first call that failed, counted from 1", false,
     of_part<sends, &SendMeasures::first_refused_call>},
    {"workload.sends.largest_taken_bytes", "the largest datagram that the system took", false,
     of_part<sends, &SendMeasures::largest_taken_bytes>},
    {"workload.sends.smallest_refused_bytes", "the smallest that it refused for its size", false,
     of_part<sends, &SendMeasures::smallest_refused_bytes>},
};

constexpr auto flows = &Measures::flows;

constexpr Metric flows_table[] = {
    {"workload.flows.count", "flows that shared the link", false,
     of_part<flows, &FlowMeasures::flows>},
    {"workload.flows.start_ms", "when this one began, since the beginning of all", false,
     of_part<flows, &FlowMeasures::start>},
    {"workload.flows.together_ms", "how long all of them were there", false,
     of_part<flows, &FlowMeasures::together>},
    {"workload.flows.goodput_bits_per_s", "its goodput in that time", false,
     of_part<flows, &FlowMeasures::goodput_bits_per_s>},
    {"workload.flows.share_ratio", "its part of what all of them delivered in that time", false,
     of_part<flows, &FlowMeasures::share>},
    {"workload.flows.all_goodput_bits_per_s", "the goodput of all of them in that time", false,
     of_part<flows, &FlowMeasures::all_goodput_bits_per_s>},
    {"workload.flows.all_share_of_limit",
     "of each its goodput in that time over what the link allows it alone, added up", false,
     of_part<flows, &FlowMeasures::all_share_of_limit>},
    {"workload.flows.jain_index",
     "how fair their goodputs in that time are, from 1/n, one has it all, to 1 (Jain)", false,
     of_part<flows, &FlowMeasures::jain_index>},
    {"workload.flows.jain_index_later", "the same in the second half of that time", false,
     of_part<flows, &FlowMeasures::jain_index_later>},
    {"workload.flows.fair_after_ms",
     "how long all of them had been there at the end of the first interval with an index of 0.95",
     false, of_part<flows, &FlowMeasures::fair_after>},
    {"workload.flows.dropped_ratio",
     "of the packets that it offered on the way there, those that the link dropped", false,
     of_part<flows, &FlowMeasures::dropped_ratio>},
};

constexpr Metric delivery_table[] = {
    {"workload.stalls.longest_ms", "the longest time without anything new at the receiver", false,
     of_part<&Measures::stalls, &StallMeasures::longest>},
    {"workload.stalls.count", "times without anything new for more than 200 ms", false,
     of_part<&Measures::stalls, &StallMeasures::count>},
    {"workload.order.arrivals", "messages that arrived, each counted once", false,
     of_part<&Measures::order, &OrderMeasures::arrivals>},
    {"workload.order.reordered", "of these, behind one with a higher number (RFC 4737 section 3.3)",
     false, of_part<&Measures::order, &OrderMeasures::reordered>},
    {"workload.order.reordered_ratio", "reordered, of the arrivals (section 4.1)", false,
     of_part<&Measures::order, &OrderMeasures::reordered_ratio>},
    {"workload.order.extent_mean_messages",
     "how many arrivals a reordered message is behind the first with a higher number "
     "(section 4.2), on average",
     false, of_part<&Measures::order, &OrderMeasures::mean_extent>},
    {"workload.order.extent_max_messages", "the most that is", false,
     of_part<&Measures::order, &OrderMeasures::max_extent>},
    {"workload.order.three_reordered_ratio",
     "behind three in a row with higher numbers (n-reordering with n = 3, section 5.4), of the "
     "arrivals",
     false, of_part<&Measures::order, &OrderMeasures::three_reordered_ratio>},
    {"workload.order.run_mean_messages",
     "messages in order between two that are not (section 4.5), on average", false,
     of_part<&Measures::order, &OrderMeasures::mean_run>},
    {"workload.burst_loss.bursts", "how often messages were missing in a row", false,
     of_part<&Measures::burst_loss, &BurstLossMeasures::bursts>},
    {"workload.burst_loss.burst_mean_messages", "messages missing in a row, on average", false,
     of_part<&Measures::burst_loss, &BurstLossMeasures::mean_burst>},
    {"workload.burst_loss.burst_max_messages", "the most that were missing in a row", false,
     of_part<&Measures::burst_loss, &BurstLossMeasures::longest_burst>},
    {"workload.burst_loss.p_ratio",
     "how often a message is missing when the one before it came (Gilbert's p)", false,
     of_part<&Measures::burst_loss, &BurstLossMeasures::p>},
    {"workload.burst_loss.r_ratio",
     "how often a message came when the one before it is missing (Gilbert's r)", false,
     of_part<&Measures::burst_loss, &BurstLossMeasures::r>},
};

std::vector<Metric> build_workload_metrics() {
  std::vector<Metric> all;
  const auto append = [&all](std::span<const Metric> part) {
    all.insert(all.end(), part.begin(), part.end());
  };
  append(exchange_table);
  append(periodic_table);
  append(pattern_table);
  append(reader_table);
  append(idle_table);
  append(send_table);
  append(picture_metrics());
  append(flows_table);
  append(delivery_table);
  return all;
}

}  // namespace

std::span<const Metric> workload_metrics() {
  static const std::vector<Metric> all = build_workload_metrics();
  return all;
}

}  // namespace acklab::contender
