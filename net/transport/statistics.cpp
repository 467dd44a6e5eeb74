#include "net/transport/statistics.hpp"

#include <cassert>

namespace acklab::transport {

const char* to_string(RetransmissionCause cause) {
  switch (cause) {
    case RetransmissionCause::timeout:
      return "timeout";
    case RetransmissionCause::fast_retransmit:
      return "fast_retransmit";
    case RetransmissionCause::sack_recovery:
      return "sack_recovery";
    case RetransmissionCause::rack:
      return "rack";
    case RetransmissionCause::tail_loss_probe:
      return "tail_loss_probe";
    case RetransmissionCause::syn:
      return "syn";
    case RetransmissionCause::fin:
      return "fin";
    case RetransmissionCause::zero_window_probe:
      return "zero_window_probe";
  }
  assert(false && "every cause has a name");
  return "";
}

void Statistics::count_retransmission(RetransmissionCause cause, std::uint64_t bytes) {
  retransmitted_payload_bytes += bytes;
  switch (cause) {
    case RetransmissionCause::timeout:
      ++retransmitted_by_timeout;
      break;
    case RetransmissionCause::fast_retransmit:
      ++retransmitted_by_fast_retransmit;
      break;
    case RetransmissionCause::sack_recovery:
      ++retransmitted_in_sack_recovery;
      break;
    case RetransmissionCause::rack:
      ++retransmitted_by_rack;
      break;
    case RetransmissionCause::tail_loss_probe:
      ++retransmitted_by_tail_loss_probe;
      break;
    case RetransmissionCause::syn:
      ++retransmitted_syns;
      break;
    case RetransmissionCause::fin:
      ++retransmitted_fins;
      break;
    case RetransmissionCause::zero_window_probe:
      ++retransmitted_zero_window_probes;
      break;
  }
}

std::uint64_t Statistics::retransmissions() const {
  return retransmitted_by_timeout + retransmitted_by_fast_retransmit +
         retransmitted_in_sack_recovery + retransmitted_by_rack + retransmitted_by_tail_loss_probe +
         retransmitted_syns + retransmitted_fins + retransmitted_zero_window_probes;
}

}  // namespace acklab::transport
