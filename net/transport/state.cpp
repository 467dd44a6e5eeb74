#include "net/transport/state.hpp"

#include <cassert>

#include "net/transport/transition_table.hpp"

namespace acklab::transport {

const char* to_string(State state) {
  switch (state) {
    case State::closed:
      return "CLOSED";
    case State::listen:
      return "LISTEN";
    case State::syn_sent:
      return "SYN-SENT";
    case State::syn_received:
      return "SYN-RECEIVED";
    case State::established:
      return "ESTABLISHED";
    case State::fin_wait_1:
      return "FIN-WAIT-1";
    case State::fin_wait_2:
      return "FIN-WAIT-2";
    case State::close_wait:
      return "CLOSE-WAIT";
    case State::closing:
      return "CLOSING";
    case State::last_ack:
      return "LAST-ACK";
    case State::time_wait:
      return "TIME-WAIT";
  }
  assert(false && "every state has a name");
  return "";
}

const char* to_string(Transition transition) {
  switch (transition) {
    case Transition::passive_open:
      return "passive_open";
    case Transition::active_open:
      return "active_open";
    case Transition::receive_syn:
      return "receive_syn";
    case Transition::receive_syn_ack:
      return "receive_syn_ack";
    case Transition::receive_ack_of_syn:
      return "receive_ack_of_syn";
    case Transition::close:
      return "close";
    case Transition::receive_fin:
      return "receive_fin";
    case Transition::receive_ack_of_fin:
      return "receive_ack_of_fin";
    case Transition::time_wait_over:
      return "time_wait_over";
    case Transition::receive_rst:
      return "receive_rst";
    case Transition::abort:
      return "abort";
    case Transition::give_up:
      return "give_up";
  }
  assert(false && "every transition has a name");
  return "";
}

}  // namespace acklab::transport
