#include "sim/contender/kernel_tuning.hpp"

#include <chrono>

namespace acklab::contender {

path::ChangedTcpSettings kernel_settings(const Spec& spec) {
  path::ChangedTcpSettings settings;
  if (spec.ecn) settings.emplace_back("tcp_ecn", "1");
  if (spec.kind != Kind::kernel_tcp) return settings;
  const transport::Mechanisms& mechanisms = spec.mechanisms;
  if (!mechanisms.sack) settings.emplace_back("tcp_sack", "0");
  if (!mechanisms.timestamps) settings.emplace_back("tcp_timestamps", "0");
  if (!mechanisms.window_scale) settings.emplace_back("tcp_window_scaling", "0");
  if (mechanisms.loss_detection == transport::LossDetection::duplicate_acks) {
    settings.emplace_back("tcp_recovery", "0");        // no RACK
    settings.emplace_back("tcp_early_retrans", "0");   // no tail loss probes
    settings.emplace_back("tcp_max_reordering", "3");  // three duplicate ACKs, however it reorders
    settings.emplace_back("tcp_frto", "0");
  }
  return settings;
}

socket::TcpTuning kernel_tuning(const Tuning& tuning) {
  using std::chrono::ceil;
  using std::chrono::seconds;
  socket::TcpTuning told;
  told.max_segment_bytes = tuning.max_segment_bytes;
  told.send_buffer_bytes = tuning.send_buffer_bytes;
  told.receive_buffer_bytes = tuning.receive_buffer_bytes;
  if (tuning.keep_alive) {
    told.keep_alive = {ceil<seconds>(tuning.keep_alive->idle),
                       ceil<seconds>(tuning.keep_alive->probe_interval),
                       static_cast<int>(tuning.keep_alive->probes)};
  }
  if (tuning.user_timeout) {
    told.user_timeout = ceil<std::chrono::milliseconds>(*tuning.user_timeout);
  }
  return told;
}

path::PathError refused_tuning(const socket::SocketError& error) {
  return {to_string(error) + ".",
          "Leave out what the contender asks of the kernel's sockets, or ask for less."};
}

}  // namespace acklab::contender
