#include <optional>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "sim/contender/carriers.hpp"
#include "sim/contender/round_trip_judge.hpp"
#include "sim/contender/run_book.hpp"
#include "sim/link/record/repeat_meter.hpp"
#include "sim/link/record/retransmission_judge.hpp"

namespace acklab::contender {
namespace {

RunResult dispatch(const RunRequest& request, const RunHooks& hooks) {
  switch (request.contender.kind) {
    case Kind::udp:
    case Kind::reliable_udp:
      if (meets_kernel(request.contender)) return run_against_kernel(request, hooks);
      return request.path == path::PathKind::simulated ? run_in_virtual_time(request, hooks)
                                                       : run_in_real_time(request, hooks);
    case Kind::kernel_tcp:
      return run_kernel_tcp(request, hooks);
  }
  return {};
}

/// What the link's record says of a TCP.
struct Judges {
  link::RetransmissionJudge retransmissions;
  link::RepeatMeter repeats;
  std::optional<RoundTripJudge> round_trips;

  void decided(const link::FateRecord& fate) {
    retransmissions.decided(fate);
    repeats.decided(fate);
    if (round_trips) round_trips->decided(fate);
  }
};

void attach(Judges& judges, RunHooks& hooks) {
  judges.retransmissions.tell(hooks.verdicts);
  hooks.fates = [&judges, told = hooks.fates](const link::FateRecord& fate) {
    judges.decided(fate);
    if (told) told(fate);
  };
  if (!judges.round_trips) return;
  hooks.transport = [&judges, told = hooks.transport](const HostEvent& event) {
    judges.round_trips->happened(event);
    if (told) told(event);
  };
}

void note_verdicts(Judges& judges, RunResult& result) {
  judges.retransmissions.finish();
  const link::RetransmissionCounts counts = judges.retransmissions.counts();
  result.cost.retransmissions_necessary = counts.necessary;
  result.cost.retransmissions_needless = counts.needless;
  result.repeats = judges.repeats.most_repeated();
  if (!result.series.empty()) {
    result.round_trip.smoothed = result.series.back().smoothed_rtt;
    result.round_trip.timeout = result.series.back().retransmission_timeout;
  }
  if (!judges.round_trips) return;
  const RoundTripCounts& round_trips = judges.round_trips->counts();
  result.round_trip.samples = round_trips.samples;
  result.round_trip.refused_samples = round_trips.refused;
  result.round_trip.wrong_samples = round_trips.wrong;
}

/// The same, and the link's record is asked about what a TCP did.
RunResult run_judged(RunRequest request, RunHooks hooks) {
  Judges judges;
  if (hooks.judge_round_trips && request.contender.kind == Kind::reliable_udp &&
      request.path == path::PathKind::simulated) {
    judges.round_trips.emplace();
  }
  attach(judges, hooks);
  request.link.read_packets = true;
  RunResult result = dispatch(request, hooks);
  if (result.outcome != Outcome::not_run) note_verdicts(judges, result);
  return result;
}

}  // namespace

RunResult run(const RunRequest& request, const RunHooks& hooks) {
  try {
    if (request.contender.kind != Kind::udp) return run_judged(request, hooks);
    return dispatch(request, hooks);
  } catch (const std::system_error& error) {
    return not_run(request, refused_by_system(error));
  }
}

path::PathError refused_by_system(const std::system_error& error) {
  return {fmt::format("The system refused what a run needs: {}.", error.what()),
          "Check the limit on open files (ulimit -n) and on memory, then try again."};
}

}  // namespace acklab::contender
