#include <algorithm>
#include <cmath>
#include <variant>

#include "sim/contender/contender.hpp"
#include "sim/contender/full_packet.hpp"

namespace acklab::contender {
namespace {

/// How long the line needs at least for that many packets, in seconds, if they are all there when
/// the link's time begins.
struct LineSeconds {
  double datagrams;
  DatagramSize size;  // of each

  double operator()(const link::FixedRate& rate) const {
    // Its packets as equal as they can be: where they are not, the difference is within a cell.
    const std::uint32_t each = size.ip_bytes / size.line_packets;
    const std::uint32_t last = size.ip_bytes - each * (size.line_packets - 1);
    const std::uint64_t on_line =
        rate.bytes_on_line(each) * (size.line_packets - 1) + rate.bytes_on_line(last);
    return datagrams * static_cast<double>(on_line) * 8 /
           static_cast<double>(rate.rate.bits_per_s());
  }
  double operator()(const link::TokenBucketRate& rate) const {
    const double of_rate = seconds_after_burst(rate.rate, rate.burst_bytes);
    return rate.peak_rate
               ? std::max(of_rate, seconds_after_burst(*rate.peak_rate, link::peak_bucket_bytes))
               : of_rate;
  }
  double operator()(const link::TraceRate& rate) const {
    const double bytes =
        datagrams * (size.ip_bytes + size.line_packets * link::trace_packet_header_bytes);
    const auto opportunities =
        static_cast<std::uint64_t>(std::ceil(bytes / link::trace_opportunity_bytes));
    // Those at the very beginning come before the first packet.
    const std::uint64_t first = rate.trace->opportunities_within(Duration{}, rate.repeat);
    const auto end = rate.trace->at(first + opportunities - 1, rate.repeat);
    if (end && opportunities > 0) return to_seconds(*end);
    return operator()(link::RateModel{rate}.steady());
  }
  [[nodiscard]] double seconds_after_burst(BitRate rate, std::uint64_t burst_bytes) const {
    const double bytes = datagrams * size.ip_bytes - static_cast<double>(burst_bytes);
    return std::max(bytes, 0.0) * 8 / static_cast<double>(rate.bits_per_s());
  }
};

}  // namespace

std::optional<double> goodput_limit(const RunRequest& request) {
  if (!request.link.forward_schedule.empty()) return std::nullopt;  // it has no one limit
  // Who waits between what it sends is limited by that.
  if (!workload::sends_all_at_once(request.workload)) return std::nullopt;
  const link::DirectionSettings& forward = request.link.forward;
  const FullPacket full = full_packet(request);
  const double duplicate = forward.duplicate.probability.as_double();
  const double corrupt = forward.corrupt.probability.as_double();
  // A packet helps when one of its copies, or the only one, is whole; every copy takes its time.
  const std::uint32_t copies = forward.duplicate.copies;
  const double packet_whole = 1 - corrupt * (1 - duplicate * (1 - std::pow(corrupt, copies)));
  double whole = 1;
  for (std::uint32_t packet = 0; packet < full.size.packets; ++packet) whole *= packet_whole;

  const auto job_bytes = static_cast<double>(workload::total_bytes(request.workload));
  const double datagrams = job_bytes / full.payload_bytes / whole;
  double seconds = 0;
  if (forward.rate) {
    const LineSeconds line{datagrams * (1 + duplicate * copies), full.size};
    seconds = std::visit(line, forward.rate->kind());
  }
  if (forward.policer) {
    const LineSeconds policer{datagrams, full.size};
    seconds = std::max(
        seconds, policer.seconds_after_burst(forward.policer->rate, forward.policer->burst_bytes));
  }
  if (seconds <= 0) return std::nullopt;
  return job_bytes * 8 / seconds;
}

}  // namespace acklab::contender
