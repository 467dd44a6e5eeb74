#pragma once

#include <cstdint>
#include <optional>

#include "net/base/seq32.hpp"
#include "net/base/time.hpp"
#include "net/congestion/congestion_control.hpp"
#include "net/transport/arq.hpp"
#include "net/transport/cheating_receiver.hpp"
#include "net/transport/keep_alive.hpp"
#include "net/transport/mechanisms.hpp"
#include "net/transport/user_timeout.hpp"

namespace acklab::transport {

using congestion::CongestionControl;

/// What an application may decide about a connection before it opens. The defaults are those of the
/// RFC named, or Linux's where the RFC leaves the choice.
struct ConnectionConfig {
  /// Largest segment this side can receive, without TCP options (RFC 9293 §3.7.1). The default fits
  /// IPv4 + UDP + TCP headers into an MTU of 1500.
  std::uint16_t max_segment_bytes = 1452;
  /// Finds out how large segments may be on the path (RFC 8899), between these two and what both
  /// sides announce. Starts with what the path is believed to carry and probes upwards where more
  /// is announced; falls back to the base when full segments vanish. In UDP and IP alike no packet
  /// may be fragmented. Both sizes count like max_segment_bytes; the base, over IPv6 and UDP, makes
  /// packets of 1200 octets.
  bool path_mtu_discovery = true;
  std::uint16_t believed_segment_bytes = 1452;
  std::uint16_t base_segment_bytes = 1132;
  /// What a peer that announces no MSS takes. Nothing: 536, or where an Endpoint knows that IPv6 is
  /// below, 1220 (RFC 9293 MUST-15).
  std::optional<std::uint16_t> assumed_segment_bytes;
  /// Added to every timestamp sent. Nothing: it follows from the first sequence number. An Endpoint
  /// gives one that stays the same from one connection to the next between the same ports, so that
  /// a peer in TIME-WAIT can tell a new SYN from an old one (RFC 6191).
  std::optional<std::uint32_t> timestamp_offset;
  /// The most that each buffer ever holds. Both begin with a megabyte, or with less when that is
  /// the most, and grow with what the path carries: the receive buffer to 8 bandwidth-delay
  /// products. The window scale follows from the limit: the default is the most that a scale of 10
  /// can express.
  std::uint32_t send_buffer_bytes = 65'535U << 10U;
  std::uint32_t receive_buffer_bytes = 65'535U << 10U;
  CongestionControl congestion = CongestionControl::newreno;
  std::uint32_t initial_window_segments = 10;  // RFC 6928
  /// Spreads what newreno and cubic send over the round trip; bbr always does.
  bool pacing = false;
  /// Explicit congestion notification (RFC 3168): asked for on the SYN, granted on the SYN,ACK.
  /// Then new data leaves with ECT(0), and a mark is answered as a loss is, but nothing is sent
  /// again.
  bool ecn = false;

  Mechanisms mechanisms;  // what may be switched off
  ArqConfig arq;          // and which rung of the ladder it is

  Duration max_ack_delay = std::chrono::milliseconds{40};
  /// Offers acklab's experimental option on the SYN (net/wire/experimental_option.hpp). Two sides
  /// that both do know how long the other may hold an ACK back, and need not wait longer than that
  /// to notice a lost tail: the two durations below replace `max_ack_delay` and `min_rto` where
  /// they are shorter.
  bool negotiate = true;
  Duration negotiated_max_ack_delay = std::chrono::milliseconds{3};
  Duration negotiated_min_rto = std::chrono::milliseconds{10};
  Duration initial_rto = std::chrono::seconds{1};     // RFC 6298 §2.1
  Duration min_rto = std::chrono::milliseconds{200};  // RFC 6298 says 1 s; Linux, and we, 200 ms
  Duration max_rto = std::chrono::seconds{60};        // RFC 6298 §2.5

  /// R2 (RFC 9293 §3.8.3): data unacknowledged for this long ends the connection with
  /// CloseReason::timed_out. At least 100 s is what SHLD-11 asks of a default.
  Duration give_up_after = std::chrono::seconds{100};
  /// The same for the SYN: RFC 9293 MUST-23 asks for at least 3 minutes.
  Duration give_up_connecting_after = std::chrono::seconds{180};
  /// R1 (RFC 9293 §3.8.3): a segment retransmitted this often in vain makes a Troubled event.
  /// SHLD-10 asks for at least 3.
  std::uint32_t troubled_after_retransmissions = 3;
  /// Whether Troubled and SoftError are told at all (RFC 9293 MUST-47, SHLD-20).
  bool report_trouble = true;
  /// Probes of an idle connection; nothing: none (RFC 9293 MUST-24, MUST-25).
  std::optional<KeepAliveConfig> keep_alive;
  /// Nothing: RFC 5482's option is neither sent nor heeded.
  std::optional<UserTimeoutConfig> user_timeout;
  /// Maximum segment lifetime; TIME-WAIT lasts two of them (RFC 9293 §3.4.1 says 2 minutes; Linux's
  /// TIME-WAIT of 60 s corresponds to 30 s).
  Duration max_segment_lifetime = std::chrono::seconds{30};

  /// Lies that this side's ACKs tell; to show what a sender's defences are for.
  Cheat cheat = Cheat::none;

  // For the IP header, which the carriage writes.
  std::uint8_t dscp = 0;        // RFC 2474: 0 to 63
  std::uint8_t hop_limit = 64;  // TTL (RFC 9293 MUST-49)
};

}  // namespace acklab::transport
