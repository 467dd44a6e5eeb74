#include "net/transport/connection_event.hpp"

#include <cassert>

namespace acklab::transport {

const char* to_string(CloseReason reason) {
  switch (reason) {
    case CloseReason::finished:
      return "finished";
    case CloseReason::timed_out:
      return "timed_out";
    case CloseReason::refused:
      return "refused";
    case CloseReason::reset:
      return "reset";
    case CloseReason::aborted:
      return "aborted";
    case CloseReason::not_opened:
      return "not_opened";
    case CloseReason::unreachable:
      return "unreachable";
  }
  assert(false && "every reason has a name");
  return "";
}

}  // namespace acklab::transport
