#include "sim/contender/kernel_tcp_run.hpp"

#include <utility>

#include "sim/contender/real_clockwork.hpp"

namespace acklab::contender {

KernelTcpRun::KernelTcpRun(const RunRequest& request, const RunHooks& hooks, KernelSockets sockets)
    : book_(request, hooks, [this](SeriesPoint& point) { way_.observe(point); }),
      way_(request, loop_, book_.books(), std::move(sockets)) {}

Stop KernelTcpRun::run() {
  book_.start(loop_.now());
  way_.start();
  const Stop stop = RealClockwork{loop_, book_}.run([this](Instant) { return way_.at_rest(); });
  // What was delivered counts, also when the last of the closing was not waited for.
  return stop == Stop::time_limit && way_.job_finished() ? Stop::at_rest : stop;
}

RunResult KernelTcpRun::result(Stop stop, const path::PathTruth& truth) {
  RunResult result = book_.result(loop_.now(), stop, way_.failure(), truth);
  way_.report(result, book_.started());
  add_system_discards(result);
  return result;
}

}  // namespace acklab::contender
