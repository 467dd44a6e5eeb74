#include "sim/contender/flow.hpp"

#include <algorithm>
#include <utility>
#include <variant>

#include "net/base/random.hpp"
#include "net/transport/config.hpp"
#include "sim/contender/packet_size.hpp"

namespace acklab::contender {
namespace {

/// What a rate lets through in so long at most, in bytes.
struct MostBytes {
  Duration span;

  std::uint64_t operator()(const link::FixedRate& rate) const { return of(rate.rate); }
  std::uint64_t operator()(const link::TokenBucketRate& rate) const {
    return of(rate.rate) + rate.burst_bytes;
  }
  std::uint64_t operator()(const link::TraceRate& rate) const {
    constexpr std::uint64_t opportunity_bytes = 1504;
    return rate.trace->opportunities_within(span, rate.repeat) * opportunity_bytes;
  }

 private:
  [[nodiscard]] std::uint64_t of(BitRate rate) const {
    return static_cast<std::uint64_t>(static_cast<double>(rate.bits_per_s()) / 8 *
                                      to_seconds(span));
  }
};

std::uint64_t most_bytes(const std::optional<link::RateModel>& rate, Duration span) {
  return rate ? std::visit(MostBytes{span}, rate->kind()) : 0;
}

/// An application that can write for ever fills any buffer, and what is in it at the end comes long
/// after: as the kernel does by itself, ours keeps a few times of what is under way at most.
std::uint32_t usual_send_buffer(const link::LinkSettings& link) {
  constexpr std::uint64_t least = 256'000;
  constexpr std::uint64_t unknown_queue = 1'000'000;
  const Duration round_trip = link.forward.delay + link.reverse.delay;
  const std::uint64_t holds = most_bytes(link.forward.rate, round_trip) +
                              link.forward.queue.limit_bytes().value_or(unknown_queue);
  return static_cast<std::uint32_t>(
      std::clamp(4 * holds, least, std::uint64_t{transport::ConnectionConfig{}.send_buffer_bytes}));
}

/// Where datagrams of other flows are larger than a packet, so are the hosts' devices: TCP is not
/// given the chance to make larger segments.
void keep_segments_ordinary(Spec& spec, const link::LinkSettings& link, path::IpVersion version) {
  const bool takes_large = link.takes_large_packets(link::Direction::forward) ||
                           link.takes_large_packets(link::Direction::reverse);
  if (!takes_large || spec.tuning.max_segment_bytes) return;
  spec.tuning.max_segment_bytes =
      static_cast<std::uint16_t>(mtu_bytes - ip_header_bytes(version) - tcp_header_bytes);
}

}  // namespace

std::uint64_t endless_bytes(const link::LinkSettings& link, const Spec& contender, Duration lasts) {
  constexpr std::uint64_t for_buffers = 16'000'000;
  if (contender.kind == Kind::udp && contender.udp_rate) {
    return MostBytes{lasts}(link::FixedRate{.rate = *contender.udp_rate}) + for_buffers;
  }
  std::uint64_t bytes = most_bytes(link.forward.rate, lasts);
  // Each of the rates to come as if it held all the time.
  for (const link::ScheduledChange& change : link.forward_schedule) {
    bytes += most_bytes(change.settings.rate, lasts);
  }
  return bytes + bytes / 8 + for_buffers +
         std::uint64_t{contender.tuning.send_buffer_bytes.value_or(0)};
}

void FlowToll::note(const link::FateRecord& fate) {
  if (fate.copy != 0) return;
  const bool forward = fate.direction == link::Direction::forward;
  ++(forward ? forward_packets : reverse_packets);
  ip_bytes += fate.ip_bytes;
  if (forward && fate.dropped) ++forward_dropped;
}

Flow::Flow(const FlowsRequest& all, std::size_t number, const RunHooks& hooks,
           RunBook::Observer observer)
    : plan_(workload::plan_of(all.job, all.contenders[number].name)),
      stops_(workload::end_of(plan_, all.job)),
      request_(own_request(all, number, plan_, stops_)),
      hooks_(hooks_of(hooks, number)),
      book_(request_, hooks_, std::move(observer)) {}

RunHooks Flow::hooks_of(const RunHooks& all, std::size_t number) {
  RunHooks own = all;
  own.flow = static_cast<std::uint32_t>(number);
  own.transport = of_flow(all.transport, own.flow);
  return own;
}

RunRequest Flow::own_request(const FlowsRequest& all, std::size_t number,
                             const workload::FlowPlan& plan, Duration stops) {
  Spec spec = all.contenders[number];
  if (spec.kind == Kind::reliable_udp && !spec.tuning.send_buffer_bytes) {
    spec.tuning.send_buffer_bytes = usual_send_buffer(all.link);
  }
  if (spec.kind == Kind::kernel_tcp) keep_segments_ordinary(spec, all.link, all.ip_version);
  const Duration lasts = stops - plan.start;
  return {
      .contender = spec,
      .link = all.link,
      .workload = workload::Bulk{.bytes = plan.bytes.value_or(endless_bytes(all.link, spec, lasts)),
                                 .message_bytes = all.job.message_bytes,
                                 .lasts = lasts},
      // Flows that number their first segments alike would look alike.
      .seed = RandomStream{all.seed, "flows"}.at(number),
      .path = all.path,
      .ip_version = all.ip_version,
      // Counted from its own start, while the limit counts from that of all.
      .time_limit = std::max(all.time_limit - plan.start, Duration::zero())};
}

void Flow::start(Instant now) {
  running_ = true;
  book_.start(now);
}

void Flow::rest(Instant now) {
  running_ = false;
  rested_ = now;
}

RunResult Flow::result(Instant ended, Stop stop, std::optional<std::string> failure,
                       const path::PathTruth& truth, const FlowToll& toll) {
  // What carries no acknowledgements is at rest while its last packets are still under way.
  const auto last = book_.books().arrivals().last;
  const Instant own_end = rested_ ? std::max(*rested_, last.value_or(*rested_)) : ended;
  RunResult result =
      book_.result(own_end, rested_ ? Stop::at_rest : stop, std::move(failure), truth);
  note_cost(result, toll);
  return result;
}

void Flow::note_cost(RunResult& result, const FlowToll& toll) const {
  Cost& cost = result.cost;
  cost.forward_packets = toll.forward_packets;
  cost.reverse_packets = toll.reverse_packets;
  cost.packets = toll.forward_packets + toll.reverse_packets;
  cost.ip_bytes = toll.ip_bytes;
  cost.overhead_ratio.reset();
  if (result.integrity.intact_bytes > 0) {
    cost.overhead_ratio =
        static_cast<double>(toll.ip_bytes) / static_cast<double>(result.integrity.intact_bytes) - 1;
  }
}

std::optional<double> share_of_limit(const std::vector<RunResult>& flows) {
  double sum = 0;
  for (const RunResult& flow : flows) {
    const auto& measures = flow.workload.flows;
    if (!measures || !measures->goodput_bits_per_s || !flow.limit_bits_per_s) return std::nullopt;
    sum += *measures->goodput_bits_per_s / *flow.limit_bits_per_s;
  }
  return sum;
}

}  // namespace acklab::contender
