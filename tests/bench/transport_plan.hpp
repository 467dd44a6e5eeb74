#pragma once

#include <cstdint>

#include "net/transport/config.hpp"
#include "sim/link/settings.hpp"

namespace acklab::bench {

/// How many seeds a figure is the median of, and the first of them.
struct Seeds {
  std::uint64_t first = 1;
  std::uint64_t count = 3;
};

/// A link with the same rate, delay, queue and random loss each way.
[[nodiscard]] inline link::LinkSettings symmetric_link(std::int64_t bits_per_s, Duration round_trip,
                                                       double loss, std::uint64_t queue_bytes) {
  link::DirectionSettings way;
  way.rate = BitRate::from_bits_per_s(bits_per_s);
  way.delay = round_trip / 2;
  way.loss = Probability::from_parts(
      static_cast<std::uint64_t>(loss * static_cast<double>(Probability::parts_in_one)));
  way.queue = link::QueueLimit::bytes(queue_bytes);
  return {way, way};
}

/// A connection whose buffers hold eight bandwidth-delay products of 100 Mbit/s and 50 ms twice
/// over, so that they never are the limit.
[[nodiscard]] inline transport::ConnectionConfig roomy(transport::CongestionControl congestion) {
  transport::ConnectionConfig config;
  config.congestion = congestion;
  config.send_buffer_bytes = 12U << 20U;
  config.receive_buffer_bytes = 12U << 20U;
  return config;
}

/// Real time on TUN, at most 60 s together; where the machine has none: not_run.
void bench_beside_kernel(const Seeds& seeds);
void bench_against_kernel(const Seeds& seeds);

// The parts in virtual time.
void bench_random_loss(const Seeds& seeds);
void bench_formula(const Seeds& seeds);
void bench_sharing(const Seeds& seeds);
void bench_queue(const Seeds& seeds);
void bench_questions(const Seeds& seeds);
void bench_economy(const Seeds& seeds);

}  // namespace acklab::bench
