#include "tests/bench/transport_runs.hpp"

#include <algorithm>

#include "sim/path/simulated_path.hpp"
#include "tests/bench/transport_hosts.hpp"

namespace acklab::bench {
namespace {

/// How much waits in the forward queue, as the packets that arrive there find it.
struct QueueWatch {
  Instant from;
  std::uint64_t packets = 0;
  std::uint64_t bytes = 0;

  void note(const link::FateRecord& fate) {
    if (fate.direction != link::Direction::forward || fate.arrival < from) return;
    if (fate.dropped == link::DropCause::loss) return;
    ++packets;
    bytes += fate.queue_bytes;
  }
  [[nodiscard]] double mean() const {
    return packets == 0 ? 0 : static_cast<double>(bytes) / static_cast<double>(packets);
  }
};

double rate(std::uint64_t bytes, Duration span) {
  return span.count() <= 0 ? 0 : static_cast<double>(bytes) * 8 / to_seconds(span);
}

}  // namespace

FlowsResult run_flows(const link::LinkSettings& settings,
                      const std::vector<transport::ConnectionConfig>& flows, Duration duration,
                      Duration stagger, std::uint64_t seed) {
  link::Link line{settings, seed};
  EndlessSender sender{bench_endpoint(flows.front(), seed)};
  CountingReceiver receiver{bench_endpoint(flows.front(), seed + 1)};
  receiver.listen();
  path::SimulatedPath path{line, sender, receiver};
  const Instant began = path.now();
  const Instant half = began + duration / 2;
  QueueWatch queue{half};
  line.record_fates([&queue](const link::FateRecord& fate) { queue.note(fate); });

  std::vector<transport::ConnectionId> ids;
  const auto never = [](Instant) { return false; };
  for (std::size_t index = 0; index < flows.size(); ++index) {
    const Instant start = began + static_cast<std::int64_t>(index) * stagger;
    path.run(start, never);
    ids.push_back(sender.connect(start, path::server_address, flows[index]));
  }
  path.run(half, never);
  const auto bytes_of = [&](std::size_t index) {
    const transport::Connection* const flow = sender.find(ids[index]);
    return flow == nullptr ? 0 : receiver.bytes_of(flow->ports().local);
  };
  std::vector<std::uint64_t> at_half;
  for (std::size_t index = 0; index < flows.size(); ++index) at_half.push_back(bytes_of(index));
  path.run(began + duration, never);

  FlowsResult result;
  result.mean_queue_bytes = queue.mean();
  for (std::size_t index = 0; index < flows.size(); ++index) {
    FlowResult flow;
    const std::uint64_t bytes = bytes_of(index);
    flow.goodput_bits_per_s = rate(bytes, duration - static_cast<std::int64_t>(index) * stagger);
    flow.late_goodput_bits_per_s = rate(bytes - at_half[index], duration - duration / 2);
    if (const transport::Connection* const connection = sender.find(ids[index])) {
      flow.sender = connection->statistics();
      flow.smoothed_rtt = connection->snapshot().smoothed_rtt;
      flow.retransmission_timeout = connection->snapshot().retransmission_timeout;
    }
    result.flows.push_back(flow);
  }
  for (const transport::ConnectionId id : receiver.established()) {
    const transport::Connection* const connection = receiver.find(id);
    for (std::size_t index = 0; connection != nullptr && index < flows.size(); ++index) {
      const transport::Connection* const other = sender.find(ids[index]);
      if (other == nullptr || other->ports().local != connection->ports().remote) continue;
      result.flows[index].needless = connection->statistics().discarded_duplicates;
    }
  }
  return result;
}

std::vector<Duration> run_questions(const link::LinkSettings& settings,
                                    const transport::ConnectionConfig& config,
                                    std::uint64_t message_bytes, std::size_t count, Duration pause,
                                    std::uint64_t seed) {
  link::Link line{settings, seed};
  Asker asker{bench_endpoint(config, seed), message_bytes, pause};
  Answerer answerer{bench_endpoint(config, seed + 1), message_bytes};
  answerer.listen();
  path::SimulatedPath path{line, asker, answerer};
  asker.connect(path.now(), path::server_address, config);
  path.run(path.now() + std::chrono::hours{2},
           [&](Instant) { return asker.answers().size() >= count; });
  std::vector<Duration> answers = asker.answers();
  std::sort(answers.begin(), answers.end());
  return answers;
}

}  // namespace acklab::bench
