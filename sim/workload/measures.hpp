#pragma once

#include <optional>

#include "sim/workload/burst_loss.hpp"
#include "sim/workload/exchange_log.hpp"
#include "sim/workload/flows.hpp"
#include "sim/workload/idle_log.hpp"
#include "sim/workload/latency_distribution.hpp"
#include "sim/workload/order_meter.hpp"
#include "sim/workload/pattern_log.hpp"
#include "sim/workload/periodic_log.hpp"
#include "sim/workload/picture_log.hpp"
#include "sim/workload/read_log.hpp"
#include "sim/workload/send_log.hpp"
#include "sim/workload/stall_meter.hpp"

namespace acklab::workload {

/// What a job measured beside integrity, timing and goodput: its own part, and what every job of
/// its kind of way has.
struct Measures {
  std::optional<ExchangeMeasures> exchange;
  std::optional<PeriodicMeasures> periodic;
  std::optional<PatternMeasures> write_pattern;
  std::optional<ReadMeasures> slow_reader;
  std::optional<IdleMeasures> idle;
  std::optional<PictureMeasures> picture;
  std::optional<FlowMeasures> flows;
  /// Of the exchanges, messages or rounds of such a job.
  std::optional<LatencyDistribution> latency;
  /// Over datagrams.
  std::optional<SendMeasures> sends;
  /// Of a job that sends all it has at once.
  std::optional<StallMeasures> stalls;
  /// Of messages from the client to the server; a stream has no order of its own and no bursts.
  std::optional<OrderMeasures> order;
  std::optional<BurstLossMeasures> burst_loss;
};

}  // namespace acklab::workload
