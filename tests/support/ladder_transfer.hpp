#pragma once

#include <cstdint>

#include "sim/contender/line_clock.hpp"
#include "sim/contender/reliable_host.hpp"
#include "sim/path/simulated_path.hpp"
#include "sim/workload/applications.hpp"

namespace acklab::testing {

/// The lessons' line: a segment of 1000 bytes of payload, 1048 with its headers, takes L/R = 8 ms,
/// so that what counts for the formula is what is on the wire; ACKs take no time.
inline constexpr std::uint32_t ladder_payload_bytes = 1000;
inline constexpr std::uint32_t ladder_wire_bytes = ladder_payload_bytes + 48;
inline constexpr Duration ladder_segment_time = std::chrono::milliseconds{8};

inline link::LinkSettings ladder_link(Duration one_way, double loss_percent = 0,
                                      double ack_loss_percent = 0) {
  const auto probability = [](double percent) {
    return Probability::from_parts(static_cast<std::uint64_t>(percent * 1e10));
  };
  link::LinkSettings link;
  link.forward.rate = BitRate::from_bits_per_s(std::int64_t{ladder_wire_bytes} * 8 * 125);
  link.forward.delay = link.reverse.delay = one_way;
  link.forward.loss = probability(loss_percent);
  link.reverse.loss = probability(ack_loss_percent);
  return link;
}

inline transport::ConnectionConfig ladder_config(const transport::ArqConfig& arq) {
  transport::ConnectionConfig config;
  config.arq = arq;
  config.max_segment_bytes = ladder_payload_bytes;
  config.mechanisms.timestamps = false;
  config.give_up_after = std::chrono::hours{1};
  return config;
}

struct LadderResult {
  bool intact = false;
  double utilisation = 0;  // of the line, by segments delivered to the application
  double goodput_bits_per_s = 0;
  transport::Statistics client;
};

/// Moves `segments` full segments from client to server in virtual time, each host clocked by its
/// line.
inline LadderResult ladder_transfer(const transport::ConnectionConfig& config,
                                    const link::LinkSettings& settings, std::uint64_t segments,
                                    std::uint64_t seed) {
  const workload::Workload job =
      workload::Bulk{segments * ladder_payload_bytes, ladder_payload_bytes};
  workload::Books books{job, seed};
  auto sides = workload::make_stream_sides(job, books);
  transport::EndpointConfig endpoint;
  endpoint.secret = seed;
  endpoint.accepted = config;
  contender::ReliableHost client{endpoint, std::move(sides.client)};
  contender::ReliableHost server{endpoint, std::move(sides.server)};
  contender::LineClock client_line{client, link::steady_line(settings.forward.rate)};
  contender::LineClock server_line{server, link::steady_line(settings.reverse.rate)};
  link::Link link{settings, seed};
  path::SimulatedPath path{link, client_line, server_line};
  server.listen(7000);
  client.connect(path.now(), path::server_address, 7000, config);
  path.run(Instant{std::chrono::hours{24 * 30}},
           [&](Instant) { return client.job_finished() && server.job_finished(); });

  LadderResult result;
  result.intact = books.verdict().is_perfect();
  result.client = client.connection()->statistics();
  const workload::Arrivals arrivals = books.arrivals();
  if (!arrivals.first || *arrivals.last <= *arrivals.first) return result;
  // From the first arrival to the last: `segments` − 1 of them, free of handshake and close.
  const double span = to_seconds(*arrivals.last - *arrivals.first);
  const auto delivered = static_cast<double>(segments - 1);
  result.goodput_bits_per_s = delivered * ladder_payload_bytes * 8 / span;
  if (settings.forward.rate) {
    result.utilisation = delivered * ladder_wire_bytes * 8 /
                         static_cast<double>(settings.forward.rate->configured().bits_per_s()) /
                         span;
  }
  return result;
}

}  // namespace acklab::testing
