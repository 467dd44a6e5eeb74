#include "sim/scenario/needs.hpp"

#include <algorithm>

namespace acklab::scenario {

bool can_run_in_virtual_time(const contender::Spec& spec) {
  switch (spec.kind) {
    case contender::Kind::udp:
      return true;
    case contender::Kind::reliable_udp:
      return !contender::meets_kernel(spec);
    case contender::Kind::kernel_tcp:
      return false;
  }
  return false;
}

Needs needs_of(const Scenario& scenario) {
  return {.kernel_tcp = !std::all_of(scenario.contenders.begin(), scenario.contenders.end(),
                                     can_run_in_virtual_time),
          .tun = scenario.path == path::PathChoice::tun,
          .sockets = scenario.path == path::PathChoice::relay};
}

}  // namespace acklab::scenario
