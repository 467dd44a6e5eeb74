#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "net/transport/config.hpp"
#include "net/transport/statistics.hpp"
#include "sim/link/settings.hpp"

namespace acklab::bench {

/// What one endless flow achieved.
struct FlowResult {
  double goodput_bits_per_s = 0;       // delivered in order, over the whole time since it began
  double late_goodput_bits_per_s = 0;  // the same, over the second half of the run
  std::uint64_t needless = 0;          // data segments that brought the receiver nothing new
  transport::Statistics sender;
  std::optional<Duration> smoothed_rtt;
  Duration retransmission_timeout{};
};

/// What several flows across one link achieved together.
struct FlowsResult {
  std::vector<FlowResult> flows;
  double mean_queue_bytes = 0;  // found waiting by a packet, in the second half of the run
};

/// Endless flows side by side over one link in virtual time; flow n begins n times `stagger` late.
[[nodiscard]] FlowsResult run_flows(const link::LinkSettings& settings,
                                    const std::vector<transport::ConnectionConfig>& flows,
                                    Duration duration, Duration stagger, std::uint64_t seed);

/// Requests and answers of `message_bytes` over one connection, `count` of them one after another;
/// how long each took, sorted. Fewer than `count` when the connection ended or time ran out.
[[nodiscard]] std::vector<Duration> run_questions(const link::LinkSettings& settings,
                                                  const transport::ConnectionConfig& config,
                                                  std::uint64_t message_bytes, std::size_t count,
                                                  Duration pause, std::uint64_t seed);

}  // namespace acklab::bench
