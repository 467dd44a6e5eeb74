#include "sim/contender/timer_metrics.hpp"

#include "sim/contender/metric_access.hpp"

namespace acklab::contender {
namespace {

MetricValue times_sent(const RunResult& run) {
  if (!run.repeats) return std::nullopt;
  return as_metric(std::uint64_t{run.repeats->transmissions});
}

/// From the transmission of that number to the next.
template <std::size_t Number>
MetricValue gap_ms(const RunResult& run) {
  if (!run.repeats || run.repeats->gaps.size() < Number) return std::nullopt;
  return to_milliseconds(run.repeats->gaps[Number - 1]);
}

MetricValue span_ms(const RunResult& run) {
  if (!run.repeats) return std::nullopt;
  Duration span{};
  for (const Duration gap : run.repeats->gaps) span += gap;
  return to_milliseconds(span);
}

MetricValue growth(const RunResult& run) {
  return run.repeats ? run.repeats->growth() : std::nullopt;
}

constexpr auto of_round_trips = &RunResult::round_trip;

constexpr Metric timer_table[] = {
    {"round_trip.smoothed_ms", "the client's smoothed round trip (SRTT) at the end", false,
     milliseconds<of_round_trips, &RoundTrip::smoothed>},
    {"round_trip.timeout_ms", "its retransmission timeout at the end", false,
     milliseconds<of_round_trips, &RoundTrip::timeout>},
    {"round_trip.samples", "round trips that both transports measured", false,
     number<of_round_trips, &RoundTrip::samples>},
    {"round_trip.refused_samples", "ACKs that timed nothing because of what was sent twice", false,
     number<of_round_trips, &RoundTrip::refused_samples>},
    {"round_trip.wrong_samples",
     "samples so short that the ACK had left before anything sent then had arrived", false,
     number<of_round_trips, &RoundTrip::wrong_samples>},
    {"repeats.transmissions", "how often the packet was sent that was sent most often", false,
     times_sent},
    {"repeats.span_ms", "from its first transmission to its last", false, span_ms},
    {"repeats.gap_1_ms", "from its first transmission to its second", false, gap_ms<1>},
    {"repeats.gap_2_ms", "from its second transmission to its third", false, gap_ms<2>},
    {"repeats.gap_3_ms", "from its third transmission to its fourth", false, gap_ms<3>},
    {"repeats.gap_4_ms", "from its fourth transmission to its fifth", false, gap_ms<4>},
    {"repeats.gap_5_ms", "from its fifth transmission to its sixth", false, gap_ms<5>},
    {"repeats.gap_6_ms", "from its sixth transmission to its seventh", false, gap_ms<6>},
    {"repeats.growth_ratio", "how many times as long each gap is as the one before, on average",
     false, growth},
};

}  // namespace

std::span<const Metric> timer_metrics() {
  return timer_table;
}

}  // namespace acklab::contender
