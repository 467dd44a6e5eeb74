#pragma once

#include <cstdint>
#include <optional>
#include <system_error>

#include "net/base/address.hpp"
#include "net/base/bytes.hpp"
#include "net/base/time.hpp"

namespace acklab {

/// The two bits of explicit congestion notification in an IP header (RFC 3168 §5).
inline constexpr std::uint8_t not_ect = 0;
inline constexpr std::uint8_t ect_0 = 2;
inline constexpr std::uint8_t congestion_experienced = 3;

/// What the IP header of a datagram is to say. A carrier that does not write the header itself may
/// leave it to the system.
struct IpMarks {
  std::uint8_t dscp = 0;        // six bits (RFC 2474)
  std::uint8_t hop_limit = 64;  // TTL on IPv4
  std::uint8_t ecn = 0;         // two bits (RFC 3168)
  friend constexpr bool operator==(IpMarks, IpMarks) = default;
};

/// A datagram that an actor wants sent.
struct OutgoingDatagram {
  SocketAddress to;
  Bytes payload;
  IpMarks marks{};
};

/// The one shape of everything that exchanges datagrams: handed inputs and instants, it never reads
/// a clock and never touches a socket.
///
/// A driver (the simulator in virtual time, net/socket in real time) repeats: hand over what
/// arrived, call handle_timeout when next_timeout has come, then send what poll_transmit gives
/// until it gives nothing. Instants never go backwards. After any call next_timeout may have
/// changed.
class DatagramActor {
 public:
  DatagramActor() = default;
  DatagramActor(const DatagramActor&) = delete;
  DatagramActor& operator=(const DatagramActor&) = delete;
  virtual ~DatagramActor() = default;

  virtual void handle_datagram(Instant now, const SocketAddress& from, ByteView payload) = 0;
  /// The same of a datagram whose IP header said `ecn` (two bits, RFC 3168): what drivers call. To
  /// be overridden by who heeds marks.
  virtual void handle_marked_datagram(Instant now, const SocketAddress& from, ByteView payload,
                                      std::uint8_t /*ecn*/) {
    handle_datagram(now, from, payload);
  }

  /// When handle_timeout next wants to run; nothing while there is no reason to. May lie in the
  /// past.
  [[nodiscard]] virtual std::optional<Instant> next_timeout() const = 0;
  virtual void handle_timeout(Instant now) = 0;

  /// The next datagram to send at `now`; nothing when there is none for the time being.
  virtual std::optional<OutgoingDatagram> poll_transmit(Instant now) = 0;

  /// The payload of a datagram of this actor that is needed no more: its room may serve another. A
  /// driver need not give any back.
  virtual void take_back(Bytes&& /*payload*/) {}

  /// The carrier did not take `datagram`, the last one that poll_transmit gave: it is too large
  /// (std::errc::message_size), nobody listens at its port (connection_refused), or what else `why`
  /// says. To be overridden by who wants to know.
  virtual void handle_refusal(Instant /*now*/, const OutgoingDatagram& /*datagram*/,
                              const std::error_code& /*why*/) {}
};

}  // namespace acklab
