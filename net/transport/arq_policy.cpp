#include "net/transport/arq_policy.hpp"

#include <algorithm>

namespace acklab::transport {
namespace {

constexpr std::uint32_t default_textbook_window = 8;

std::uint32_t textbook_window(const ArqConfig& arq) {
  return std::max(arq.window_segments.value_or(default_textbook_window), 1U);
}

void leave_to_timeouts(ConnectionConfig& config) {
  config.congestion = CongestionControl::none;
  config.ecn = false;
  config.cheat = Cheat::none;
  config.keep_alive.reset();
  config.mechanisms.sack = config.arq.kind == Arq::selective_repeat;  // it carries the single ACKs
  config.mechanisms.delayed_ack = false;
  config.mechanisms.nagle = false;
  config.mechanisms.fast_retransmit = false;
}

}  // namespace

ArqPolicy policy_of(const ArqConfig& arq) {
  using OnTimeout = ArqPolicy::OnTimeout;
  switch (arq.kind) {
    case Arq::stop_and_wait:
      return {true, false, OnTimeout::whole_window, 1, 1};
    case Arq::go_back_n:
      return {true, false, OnTimeout::whole_window, textbook_window(arq), 1};
    case Arq::selective_repeat:
      return {true, true, OnTimeout::expired_segments, textbook_window(arq), textbook_window(arq)};
    case Arq::tcp:
      break;
  }
  return {false, false, OnTimeout::as_tcp, arq.window_segments, 1};
}

Seq32 initial_number(const ArqConfig& arq, Seq32 chosen) {
  return policy_of(arq).numbers_segments ? Seq32{0} : chosen;
}

ConnectionConfig on_rung(const ConnectionConfig& config) {
  ConnectionConfig adapted = config;
  if (config.arq.kind != Arq::tcp) leave_to_timeouts(adapted);
  // A segment sent keeps its size where it has a number or is a piece.
  if (config.arq.kind != Arq::tcp || !config.mechanisms.promise_one_stream()) {
    adapted.path_mtu_discovery = false;
  }
  // Who hears of nothing has nothing to send again, nor any mark to heed.
  if (!config.mechanisms.acks) {
    adapted.mechanisms.retransmission = false;
    adapted.ecn = false;
  }
  if (config.arq.fixed_rto) {
    adapted.mechanisms.backoff = false;
    adapted.initial_rto = adapted.min_rto = adapted.max_rto = *config.arq.fixed_rto;
    adapted.negotiated_min_rto = *config.arq.fixed_rto;
  }
  return adapted;
}

}  // namespace acklab::transport
