#pragma once

#include "sim/contender/contender.hpp"
#include "sim/contender/metrics.hpp"

namespace acklab::testing {

/// A link that only takes time: half of `round_trip` each way.
inline link::LinkSettings waiting_link(Duration round_trip) {
  link::LinkSettings link;
  link.forward.delay = link.reverse.delay = round_trip / 2;
  return link;
}

inline contender::RunRequest job_request(contender::Kind kind, const link::LinkSettings& link,
                                         const workload::Workload& job, std::uint64_t seed = 1) {
  contender::RunRequest request;
  request.contender.kind = kind;
  request.contender.name = contender::to_string(kind);
  request.contender.kernel_congestion = "reno";
  request.link = link;
  request.workload = job;
  request.seed = seed;
  request.time_limit = std::chrono::seconds{60};
  return request;
}

/// The metric, which must have a value.
inline double value_of(const contender::RunResult& result, std::string_view metric) {
  return contender::find_metric(metric)->of(result).value();
}

}  // namespace acklab::testing
