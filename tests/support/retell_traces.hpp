#pragma once

#include <string>

#include "sim/retell/run_trace.hpp"

namespace acklab::testing {

/// A traced packet of a TCP connection, made by hand.
inline retell::TracedPacket traced_segment(bool forward, std::uint64_t index, std::int64_t sent_ms,
                                           std::int64_t received_ms) {
  retell::TracedPacket packet;
  packet.forward = forward;
  packet.index = index;
  packet.is_tcp = true;
  packet.connection = 1;
  packet.flags = "ACK";
  packet.sent_ns = sent_ms * 1'000'000;
  packet.received_ns = received_ms * 1'000'000;
  return packet;
}

/// Data of 1000 bytes that begins at `sequence`.
inline retell::TracedPacket traced_data(std::uint64_t index, std::uint64_t sequence,
                                        std::int64_t sent_ms, std::int64_t received_ms) {
  retell::TracedPacket packet = traced_segment(true, index, sent_ms, received_ms);
  packet.sequence = sequence;
  packet.payload_bytes = 1000;
  return packet;
}

/// A connection whose second segment is lost and goes again after three duplicate ACKs.
inline retell::RunTrace traced_repair() {
  retell::RunTrace trace;
  trace.contender = "ours";
  retell::TracedPacket syn = traced_segment(true, 0, 0, 10);
  syn.flags = "SYN";
  retell::TracedPacket answer = traced_segment(false, 0, 10, 20);
  answer.flags = "SYN ACK";
  answer.acknowledgment = 1;
  trace.packets = {syn, answer};
  trace.packets.push_back(traced_data(1, 1, 20, 30));
  retell::TracedPacket lost = traced_data(2, 1001, 21, 0);
  lost.received_ns.reset();
  lost.dropped_by = "loss";
  trace.packets.push_back(lost);
  trace.packets.push_back(traced_data(3, 2001, 22, 32));
  retell::TracedPacket ack = traced_segment(false, 1, 32, 42);
  ack.acknowledgment = 1001;
  trace.packets.push_back(ack);
  retell::TracedPacket again = traced_data(4, 1001, 45, 55);
  again.transmission = 2;
  again.cause = "fast_retransmit";
  again.needless = false;
  trace.packets.push_back(again);
  return trace;
}

}  // namespace acklab::testing
