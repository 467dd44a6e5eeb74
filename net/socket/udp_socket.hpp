#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "net/base/address.hpp"
#include "net/base/bytes.hpp"
#include "net/base/datagram_actor.hpp"
#include "net/base/expected.hpp"
#include "net/socket/datagram_port.hpp"
#include "net/socket/error.hpp"
#include "net/socket/file_descriptor.hpp"

namespace acklab::socket {

/// A non-blocking UDP socket, IPv4 or IPv6 by its address.
class UdpSocket final : public DatagramPort {
 public:
  /// Binds to `local`; port 0 lets the system choose. An IPv6 socket carries IPv6 only.
  [[nodiscard]] static Expected<UdpSocket, SocketError> bind(const SocketAddress& local);

  /// Asks the system for buffers of at least this size; it may grant less (net.core.rmem_max).
  void request_buffer_bytes(std::uint32_t receive, std::uint32_t send);
  /// Fixes the receive buffer so that it counts so many bytes, the kernel's own overhead included
  /// (SO_RCVBUF, which then says so many).
  [[nodiscard]] Expected<void, SocketError> set_receive_buffer_bytes(std::uint32_t bytes);
  /// On: packets are never fragmented, IPv4 ones carry DF; what does not fit the interface's MTU is
  /// refused (EMSGSIZE), and what the system believes of the path's is not asked: to find that out
  /// is the transport's business (RFC 8899 §4.4). Off: the system fragments as it likes.
  [[nodiscard]] Expected<void, SocketError> set_dont_fragment(bool on);

  /// Off: datagrams leave without UDP's checksum, and over IPv6 such datagrams are taken too (RFC
  /// 768, RFC 6935): for a transport that carries a checksum of its own. Over IPv4 every socket
  /// takes them. What carries a checksum is checked in any case.
  [[nodiscard]] Expected<void, SocketError> set_checksum(bool on);
  /// Takes datagrams without UDP's checksum over IPv6 too; what it sends keeps its own.
  [[nodiscard]] Expected<void, SocketError> take_without_checksum();

  /// Fixes whom it sends to and hears from. From then on the system tells it what the network says
  /// of its datagrams (ICMP): the send_to behind that fails, with connection_refused where nobody
  /// listens, and its datagram is not sent.
  [[nodiscard]] Expected<void, SocketError> connect(const SocketAddress& to);

  /// What the IP headers of the datagrams that follow say. The system is only asked when it changes
  /// something; what it refuses stays as it was.
  void mark(const IpMarks& marks);
  /// False when the system's buffer is full: try again when the socket is writable.
  [[nodiscard]] Expected<bool, SocketError> send_to(const SocketAddress& to, ByteView payload) {
    return send_to(to, payload, marks_ ? marks_->ecn : not_ect);
  }
  /// The same, this one datagram with `ecn` (two bits, RFC 3168) in its IP header.
  [[nodiscard]] Expected<bool, SocketError> send_to(const SocketAddress& to, ByteView payload,
                                                    std::uint8_t ecn);
  /// Nothing when no datagram is waiting. What the network reports about earlier datagrams (ICMP)
  /// is not a failure to receive and is passed over.
  [[nodiscard]] Expected<std::optional<ReceivedDatagram>, SocketError> receive_into(
      MutableByteView buffer) override;
  /// With the marks that the datagram asks for.
  [[nodiscard]] Expected<bool, SocketError> send(const OutgoingDatagram& datagram) override {
    // Data and acknowledgements alternate between ECT and none: that is said with the datagram.
    if (!marks_ || marks_->dscp != datagram.marks.dscp ||
        marks_->hop_limit != datagram.marks.hop_limit) {
      mark(datagram.marks);
    }
    return send_to(datagram.to, datagram.payload, datagram.marks.ecn);
  }

  [[nodiscard]] SocketAddress local_address() const override { return local_; }
  [[nodiscard]] int fd() const override { return fd_.get(); }
  /// Datagrams the system dropped because this socket's receive buffer was full (SO_RXQ_OVFL), as
  /// of the last datagram received.
  [[nodiscard]] std::uint64_t receive_overflows() const { return receive_overflows_; }

 private:
  UdpSocket(FileDescriptor fd, const SocketAddress& local);
  void note_overflows(std::uint32_t counter);

  FileDescriptor fd_;
  SocketAddress local_;
  bool connected_ = false;
  std::uint64_t receive_overflows_ = 0;
  std::optional<IpMarks> marks_;
};

}  // namespace acklab::socket
