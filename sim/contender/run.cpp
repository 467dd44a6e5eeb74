#include <system_error>

#include <fmt/format.h>

#include "sim/contender/carriers.hpp"
#include "sim/contender/run_book.hpp"

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

}  // namespace

RunResult run(const RunRequest& request, const RunHooks& hooks) {
  try {
    return dispatch(request, hooks);
  } catch (const std::system_error& error) {
    return not_run(request,
                   {fmt::format("The system refused what a run needs: {}.", error.what()),
                    "Check the limit on open files (ulimit -n) and on memory, then try again."});
  }
}

}  // namespace acklab::contender
