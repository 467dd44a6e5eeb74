#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>

#include "net/base/time.hpp"
#include "sim/contender/contender_spec.hpp"
#include "sim/contender/host_event.hpp"
#include "sim/contender/run_result.hpp"
#include "sim/link/link.hpp"
#include "sim/link/record/retransmission_judge.hpp"
#include "sim/link/settings.hpp"
#include "sim/path/host_addresses.hpp"
#include "sim/path/path_kind.hpp"
#include "sim/workload/picture_log.hpp"
#include "sim/workload/workload.hpp"

namespace acklab::contender {

/// Everything that determines one run.
struct RunRequest {
  Spec contender;
  link::LinkSettings link;
  workload::Workload workload;
  std::uint64_t seed = 0;
  path::PathKind path = path::PathKind::simulated;
  path::IpVersion ip_version = path::IpVersion::v4;
  Duration time_limit{};
};

/// How far a run has come.
struct RunProgress {
  Duration elapsed{};
  std::uint64_t delivered_bytes = 0;
  std::uint64_t total_bytes = 0;                 // 0: the job goes by time
  std::optional<Duration> lasts = std::nullopt;  // how long it does, where that is known
};

/// A record that has reached the receiving application.
struct RecordArrival {
  Instant at{};
  link::Direction direction = link::Direction::forward;
  workload::Judgement judgement;
  std::uint32_t flow = 0;  // whose it is, where several flows share the link
};

/// A sample of the sender's inner state.
struct Sample {
  Instant at{};
  const SeriesPoint& point;  // as long as the call lasts
  std::uint32_t flow = 0;    // whose it is, where several flows share the link
};

/// What the caller of a run may want while it lasts. All may be empty.
struct RunHooks {
  std::function<void(const RunProgress&)>
      progress;  // about ten times a second in real time; never in virtual time
  const std::atomic<bool>* interrupted = nullptr;  // set: end the run cleanly and soon
  link::Link::FateSink fates;                      // each decision of the link
  link::Link::ReleaseSink releases;                // in real time, each packet that has come out
  link::Link::CrossingSink crossings;              // each packet that enters or leaves the link
  HostSink transport;                              // what our transport tells about itself
  /// What is known of the sender's inner state, sampled; the samples lie as close as the report's
  /// series begin.
  std::function<void(const Sample&)> samples;
  std::function<void(const RecordArrival&)> records;
  /// What came of a picture, at the end of the run of such a job.
  std::function<void(const workload::ReceivedPicture&)> picture;
  link::RetransmissionJudge::Sink verdicts;  // on each retransmission, by the link's record
  bool judge_round_trips = false;  // of our transport in virtual time, which costs a little
  std::uint32_t flow = 0;          // whose run it is, where several flows share the link
};

/// Sends the job across the link once and reports what happened. Never throws for what network or
/// machine cause: that is an Outcome.
[[nodiscard]] RunResult run(const RunRequest& request, const RunHooks& hooks);

/// The goodput that the link allows this contender at best: the forward rate, less the headers of a
/// full packet of its kind and what the line adds, less what is damaged and what duplicates take.
/// Random loss strikes before the rate (see link::Link), so what is lost takes nothing away. Where
/// the rate is not the same all the time (a burst of tokens, a trace) it is that of the whole job,
/// begun with the link. Nothing when nothing limits it, or when the link changes on the way.
[[nodiscard]] std::optional<double> goodput_limit(const RunRequest& request);

}  // namespace acklab::contender
