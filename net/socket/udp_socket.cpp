#include "net/socket/udp_socket.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <limits>

#include <linux/udp.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include "net/socket/socket_address.hpp"

namespace acklab::socket {
namespace {

constexpr int on = 1;

/// How often an operation is tried again after the network complained about an earlier datagram:
/// each try takes one such complaint off the socket.
constexpr int max_soft_errors = 16;

bool set_option(int fd, int level, int name, int value) {
  return setsockopt(fd, level, name, &value, sizeof value) == 0;
}

void request_buffer(int fd, int forced, int ordinary, std::uint32_t bytes) {
  const auto wanted = static_cast<int>(
      std::min<std::uint32_t>(bytes, static_cast<std::uint32_t>(std::numeric_limits<int>::max())));
  // The first ignores the system's maximum and needs privilege.
  if (!set_option(fd, SOL_SOCKET, forced, wanted)) set_option(fd, SOL_SOCKET, ordinary, wanted);
}

constexpr int ecn_bits = 3;

/// What the system says beside a datagram.
struct Said {
  std::optional<std::uint32_t> overflows;  // absent until something was dropped
  std::uint8_t ecn = not_ect;
};

Said said_beside(msghdr& message) {
  Said said;
  for (cmsghdr* part = CMSG_FIRSTHDR(&message); part != nullptr;
       part = CMSG_NXTHDR(&message, part)) {
    if (part->cmsg_level == SOL_SOCKET && part->cmsg_type == SO_RXQ_OVFL) {
      std::uint32_t counter = 0;
      std::memcpy(&counter, CMSG_DATA(part), sizeof counter);
      said.overflows = counter;
    } else if (part->cmsg_level == IPPROTO_IP && part->cmsg_type == IP_TOS) {
      said.ecn = *CMSG_DATA(part) & ecn_bits;
    } else if (part->cmsg_level == IPPROTO_IPV6 && part->cmsg_type == IPV6_TCLASS) {
      int traffic_class = 0;
      std::memcpy(&traffic_class, CMSG_DATA(part), sizeof traffic_class);
      said.ecn = static_cast<std::uint8_t>(traffic_class & ecn_bits);
    }
  }
  return said;
}

}  // namespace

UdpSocket::UdpSocket(FileDescriptor fd, const SocketAddress& local)
    : fd_(std::move(fd)), local_(local) {}

Expected<UdpSocket, SocketError> UdpSocket::bind(const SocketAddress& local) {
  const int family = system_family(local.ip.family());
  FileDescriptor fd{::socket(family, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)};
  if (!fd.valid()) {
    const int error = errno;
    return failure(system_error(error, "open a UDP socket for " + to_string(local)));
  }
  const SystemAddress address = to_system(local);
  if ((family == AF_INET6 && !set_option(fd.get(), IPPROTO_IPV6, IPV6_V6ONLY, on)) ||
      !set_option(fd.get(), SOL_SOCKET, SO_RXQ_OVFL, on) ||
      !set_option(fd.get(), family == AF_INET6 ? IPPROTO_IPV6 : IPPROTO_IP,
                  family == AF_INET6 ? IPV6_RECVTCLASS : IP_RECVTOS, on) ||
      ::bind(fd.get(), address.pointer(), address.length) != 0) {
    const int error = errno;
    return failure(system_error(error, "bind UDP " + to_string(local)));
  }
  const auto bound = bound_address(fd.get());
  if (!bound) {
    const int error = errno;
    return failure(system_error(error, "read the address of UDP " + to_string(local)));
  }
  return UdpSocket{std::move(fd), *bound};
}

void UdpSocket::request_buffer_bytes(std::uint32_t receive, std::uint32_t send) {
  request_buffer(fd_.get(), SO_RCVBUFFORCE, SO_RCVBUF, receive);
  request_buffer(fd_.get(), SO_SNDBUFFORCE, SO_SNDBUF, send);
}

Expected<void, SocketError> UdpSocket::set_receive_buffer_bytes(std::uint32_t bytes) {
  // The kernel doubles what it is told.
  const int half = static_cast<int>(bytes / 2);
  if (setsockopt(fd_.get(), SOL_SOCKET, SO_RCVBUFFORCE, &half, sizeof half) == 0 ||
      setsockopt(fd_.get(), SOL_SOCKET, SO_RCVBUF, &half, sizeof half) == 0) {
    return {};
  }
  const int error = errno;
  return failure(system_error(error, "set the receive buffer of UDP " + to_string(local_)));
}

Expected<void, SocketError> UdpSocket::set_dont_fragment(bool wanted) {
  const bool v6 = local_.ip.family() == IpAddress::Family::v6;
  const bool done = v6 ? set_option(fd_.get(), IPPROTO_IPV6, IPV6_MTU_DISCOVER,
                                    wanted ? IPV6_PMTUDISC_PROBE : IPV6_PMTUDISC_WANT) &&
                             set_option(fd_.get(), IPPROTO_IPV6, IPV6_DONTFRAG, wanted ? 1 : 0)
                       : set_option(fd_.get(), IPPROTO_IP, IP_MTU_DISCOVER,
                                    wanted ? IP_PMTUDISC_PROBE : IP_PMTUDISC_WANT);
  if (!done) {
    const int error = errno;
    return failure(system_error(error, "set don't-fragment on UDP " + to_string(local_)));
  }
  return {};
}

Expected<void, SocketError> UdpSocket::set_checksum(bool wanted) {
  const int without = wanted ? 0 : 1;
  const bool done = local_.ip.family() == IpAddress::Family::v6
                        ? set_option(fd_.get(), IPPROTO_UDP, UDP_NO_CHECK6_TX, without) &&
                              set_option(fd_.get(), IPPROTO_UDP, UDP_NO_CHECK6_RX, without)
                        : set_option(fd_.get(), SOL_SOCKET, SO_NO_CHECK, without);
  if (!done) {
    const int error = errno;
    return failure(system_error(error, "set the checksum of UDP " + to_string(local_)));
  }
  return {};
}

Expected<void, SocketError> UdpSocket::take_without_checksum() {
  if (local_.ip.family() != IpAddress::Family::v6) return {};  // those of IPv4 always are
  if (set_option(fd_.get(), IPPROTO_UDP, UDP_NO_CHECK6_RX, 1)) return {};
  const int error = errno;
  return failure(
      system_error(error, "take datagrams without checksum at UDP " + to_string(local_)));
}

Expected<void, SocketError> UdpSocket::connect(const SocketAddress& to) {
  const SystemAddress address = to_system(to);
  if (::connect(fd_.get(), address.pointer(), address.length) != 0) {
    const int error = errno;
    return failure(
        system_error(error, "connect UDP " + to_string(local_) + " to " + to_string(to)));
  }
  connected_ = true;
  return {};
}

void UdpSocket::mark(const IpMarks& marks) {
  if (marks_ == marks) return;
  marks_ = marks;
  const bool v6 = local_.ip.family() == IpAddress::Family::v6;
  const int traffic_class = (marks.dscp << 2) | marks.ecn;
  set_option(fd_.get(), v6 ? IPPROTO_IPV6 : IPPROTO_IP, v6 ? IPV6_TCLASS : IP_TOS, traffic_class);
  set_option(fd_.get(), v6 ? IPPROTO_IPV6 : IPPROTO_IP, v6 ? IPV6_UNICAST_HOPS : IP_TTL,
             marks.hop_limit);
}

Expected<bool, SocketError> UdpSocket::send_to(const SocketAddress& to, ByteView payload,
                                               std::uint8_t ecn) {
  SystemAddress address = to_system(to);
  // sendmsg does not write what it is given.
  iovec part{const_cast<std::uint8_t*>(payload.data()), payload.size()};
  msghdr message{};
  message.msg_name = &address.storage;
  message.msg_namelen = address.length;
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  alignas(cmsghdr) std::array<std::uint8_t, CMSG_SPACE(sizeof(int))> control{};
  if (ecn != (marks_ ? marks_->ecn : not_ect)) {
    message.msg_control = control.data();
    message.msg_controllen = control.size();
    const bool v6 = local_.ip.family() == IpAddress::Family::v6;
    cmsghdr* const said = CMSG_FIRSTHDR(&message);
    said->cmsg_level = v6 ? IPPROTO_IPV6 : IPPROTO_IP;
    said->cmsg_type = v6 ? IPV6_TCLASS : IP_TOS;
    said->cmsg_len = CMSG_LEN(sizeof(int));
    const int traffic_class = ((marks_ ? marks_->dscp : 0) << 2) | ecn;
    std::memcpy(CMSG_DATA(said), &traffic_class, sizeof traffic_class);
  }
  int soft_errors = 0;
  while (true) {
    const ssize_t sent = ::sendmsg(fd_.get(), &message, MSG_NOSIGNAL);
    if (sent >= 0) return true;
    const int error = errno;
    if (error == EAGAIN || error == EWOULDBLOCK) return false;
    if (error == EINTR) continue;
    // It may be the report about an earlier datagram: a second try tells, unless it was asked for.
    if (!connected_ && is_soft_error(error) && ++soft_errors <= 1) continue;
    return failure(system_error(error, "send from " + to_string(local_) + " to " + to_string(to)));
  }
}

Expected<std::optional<ReceivedDatagram>, SocketError> UdpSocket::receive_into(
    MutableByteView buffer) {
  SystemAddress from;
  alignas(cmsghdr)
      std::array<std::uint8_t, CMSG_SPACE(sizeof(std::uint32_t)) + CMSG_SPACE(sizeof(int))>
          control{};
  int soft_errors = 0;
  while (true) {
    iovec part{buffer.data(), buffer.size()};
    msghdr message{};
    message.msg_name = &from.storage;
    message.msg_namelen = sizeof from.storage;
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = control.data();
    message.msg_controllen = control.size();
    const ssize_t received = ::recvmsg(fd_.get(), &message, 0);
    if (received >= 0) {
      const Said said = said_beside(message);
      if (said.overflows) note_overflows(*said.overflows);
      from.length = message.msg_namelen;
      return ReceivedDatagram{from_system(from).value_or(SocketAddress{}),
                              static_cast<std::size_t>(received),
                              (message.msg_flags & MSG_TRUNC) != 0, said.ecn};
    }
    const int error = errno;
    if (error == EAGAIN || error == EWOULDBLOCK) return std::nullopt;
    if (error == EINTR) continue;
    if (is_soft_error(error) && ++soft_errors <= max_soft_errors) continue;
    return failure(system_error(error, "receive on UDP " + to_string(local_)));
  }
}

void UdpSocket::note_overflows(std::uint32_t counter) {
  // The system counts in 32 bits that wrap.
  receive_overflows_ += counter - static_cast<std::uint32_t>(receive_overflows_);
}

}  // namespace acklab::socket
