#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "net/transport/state.hpp"

namespace acklab::transport {

/// What can change a connection's state (RFC 9293 §3.3.2).
enum class Transition : std::uint8_t {
  passive_open,
  active_open,
  receive_syn,         // without an ACK of our SYN
  receive_syn_ack,     // SYN and an ACK of our SYN
  receive_ack_of_syn,  //
  close,               // our FIN is queued; before ESTABLISHED it waits (RFC 9293 §3.10.4)
  receive_fin,         // and everything before it
  receive_ack_of_fin,  //
  time_wait_over,      // two maximum segment lifetimes
  receive_rst,         //
  abort,               // by the application
  give_up,             // the peer is out of reach: silent for too long, or the network says so
};
[[nodiscard]] const char* to_string(Transition transition);

/// One row: in state `from`, `by` leads to `to`.
struct TransitionRow {
  State from;
  Transition by;
  State to;
};

/// Every legal change of state, in the order of RFC 9293's figure 5.
[[nodiscard]] std::span<const TransitionRow> transition_table();

/// Where `by` leads from `from`; nothing when it does not change the state there.
[[nodiscard]] std::optional<State> next_state(State from, Transition by);

/// The table as a Graphviz digraph; net/transport/states.dot is this text.
[[nodiscard]] std::string to_graphviz();

/// Holds a connection's state, which changes only along the table.
class StateMachine {
 public:
  [[nodiscard]] State state() const { return state_; }
  /// Follows the table; false, and no change, when it has no such row.
  bool apply(Transition by);

  /// From ESTABLISHED on the peer's sequence numbers are known and acknowledged (RFC 9293 §3.3.2).
  [[nodiscard]] bool synchronized() const;
  /// Our FIN is not yet in the queue; data queued before ESTABLISHED waits for it.
  [[nodiscard]] bool may_queue_data() const;
  /// The peer may still send data that can be read.
  [[nodiscard]] bool may_receive_data() const;

 private:
  State state_ = State::closed;
};

}  // namespace acklab::transport
