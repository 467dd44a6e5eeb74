#include "sim/contender/contender_spec.hpp"
#include "sim/contender/run_result.hpp"

namespace acklab::contender {

const char* to_string(Kind kind) {
  switch (kind) {
    case Kind::udp:
      return "udp";
    case Kind::reliable_udp:
      return "reliable-udp";
    case Kind::kernel_tcp:
      return "kernel-tcp";
  }
  return "unknown";
}

const char* to_string(Outcome outcome) {
  switch (outcome) {
    case Outcome::completed:
      return "completed";
    case Outcome::time_limit:
      return "time_limit";
    case Outcome::gave_up:
      return "gave_up";
    case Outcome::interrupted:
      return "interrupted";
    case Outcome::not_run:
      return "not_run";
  }
  return "unknown";
}

}  // namespace acklab::contender
