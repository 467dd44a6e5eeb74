#pragma once

#include <cstdint>
#include <optional>

#include "net/base/time.hpp"
#include "net/transport/cheating_receiver.hpp"
#include "net/transport/keep_alive.hpp"

namespace acklab::contender {

/// What a scenario may say about the TCP of a contender beside its mechanisms; nothing: what that
/// TCP does by itself. The kernel's can be told what sockets can: the first five.
struct Tuning {
  /// MSS: the largest segment with TCP options, where a packet of 1500 bytes holds it.
  std::optional<std::uint16_t> max_segment_bytes;
  std::optional<std::uint32_t> send_buffer_bytes;
  std::optional<std::uint32_t> receive_buffer_bytes;
  std::optional<transport::KeepAliveConfig> keep_alive;
  /// Data or a SYN unanswered for so long ends the connection.
  std::optional<Duration> user_timeout;

  std::optional<Duration> initial_rto;
  std::optional<Duration> min_rto;
  std::optional<std::uint32_t> initial_window_segments;
  std::optional<bool> pacing;
  /// How the server's ACKs lie, if they do.
  transport::Cheat cheat = transport::Cheat::none;

  friend bool operator==(const Tuning&, const Tuning&) = default;
};

}  // namespace acklab::contender
