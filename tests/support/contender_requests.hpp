#pragma once

#include <cstdint>

#include "sim/contender/contender.hpp"

namespace acklab::testing {

using std::chrono::milliseconds;
using std::chrono::seconds;

/// Rate and delay only.
inline link::LinkSettings clean_link() {
  link::LinkSettings link;
  link.forward.rate = BitRate::from_bits_per_s(20'000'000);
  link.forward.delay = milliseconds{25};
  link.forward.queue = link::QueueLimit::bytes(125'000);
  link.reverse = link.forward;
  return link;
}

/// Everything a link can do to packets, at once and both ways.
inline link::LinkSettings hostile_link() {
  link::LinkSettings link = clean_link();
  for (link::DirectionSettings* direction : {&link.forward, &link.reverse}) {
    direction->loss = Probability::from_percent(3);
    direction->duplicate = Probability::from_percent(2);
    direction->corrupt = Probability::from_percent(2);
    direction->reorder = Probability::from_percent(2);
    direction->jitter = {milliseconds{2}, link::JitterDistribution::normal, true};
  }
  return link;
}

inline contender::RunRequest request_for(contender::Kind kind, const link::LinkSettings& link,
                                         std::uint64_t bytes, std::uint64_t seed) {
  contender::RunRequest request;
  request.contender.kind = kind;
  request.contender.name = contender::to_string(kind);
  request.contender.kernel_congestion = "reno";
  request.link = link;
  request.workload = workload::Bulk{.bytes = bytes, .message_bytes = 1200};
  request.seed = seed;
  request.time_limit = seconds{60};
  return request;
}

}  // namespace acklab::testing
