#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "sim/contender/carriers.hpp"
#include "sim/contender/run_book.hpp"
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

/// The same, and the link's record judges what was sent again.
RunResult run_judged(RunRequest request, RunHooks hooks) {
  link::RetransmissionJudge judge;
  judge.tell(hooks.verdicts);
  hooks.fates = [&judge, told = hooks.fates](const link::FateRecord& fate) {
    judge.decided(fate);
    if (told) told(fate);
  };
  request.link.read_packets = true;
  RunResult result = dispatch(request, hooks);
  if (result.outcome == Outcome::not_run) return result;
  judge.finish();
  const link::RetransmissionCounts counts = judge.counts();
  result.cost.retransmissions_necessary = counts.necessary;
  result.cost.retransmissions_needless = counts.needless;
  return result;
}

}  // namespace

RunResult run(const RunRequest& request, const RunHooks& hooks) {
  try {
    if (request.contender.kind != Kind::udp) return run_judged(request, hooks);
    return dispatch(request, hooks);
  } catch (const std::system_error& error) {
    return not_run(request,
                   {fmt::format("The system refused what a run needs: {}.", error.what()),
                    "Check the limit on open files (ulimit -n) and on memory, then try again."});
  }
}

}  // namespace acklab::contender
