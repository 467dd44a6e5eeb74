#include "sim/path/netlink.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <optional>
#include <system_error>

#include <linux/if_link.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <sys/socket.h>
#include <unistd.h>

#include "sim/path/system_call.hpp"

namespace acklab::path {

namespace {

constexpr std::size_t aligned(std::size_t bytes) {
  return NLMSG_ALIGN(bytes);
}

/// A netlink message is a header, a fixed part and attributes, each padded to four octets.
template <typename Fixed>
Bytes make_request(std::uint16_t type, std::uint16_t flags, const Fixed& fixed) {
  nlmsghdr header{};
  header.nlmsg_type = type;
  header.nlmsg_flags = static_cast<std::uint16_t>(NLM_F_REQUEST | flags);
  Bytes request(aligned(sizeof header) + aligned(sizeof fixed));
  std::memcpy(request.data(), &header, sizeof header);
  std::memcpy(request.data() + aligned(sizeof header), &fixed, sizeof fixed);
  return request;
}

void append_attribute(Bytes& request, std::uint16_t type, const void* value, std::size_t bytes) {
  rtattr attribute{};
  attribute.rta_type = type;
  attribute.rta_len = static_cast<std::uint16_t>(aligned(sizeof attribute) + bytes);
  const std::size_t start = request.size();
  request.resize(start + aligned(attribute.rta_len));
  std::memcpy(request.data() + start, &attribute, sizeof attribute);
  std::memcpy(request.data() + start + aligned(sizeof attribute), value, bytes);
}

/// Reads a structure at `offset`; nothing when the message ends before it does.
template <typename Fixed>
std::optional<Fixed> read_at(ByteView message, std::size_t offset) {
  if (offset > message.size() || message.size() - offset < sizeof(Fixed)) return std::nullopt;
  Fixed fixed{};
  std::memcpy(&fixed, message.data() + offset, sizeof fixed);
  return fixed;
}

/// Where the value of the first attribute of `type` starts; nothing when there is none.
std::optional<std::size_t> find_attribute(ByteView message, std::size_t offset,
                                          std::uint16_t type) {
  while (const auto attribute = read_at<rtattr>(message, offset)) {
    if (attribute->rta_len < sizeof(rtattr)) return std::nullopt;
    if (attribute->rta_type == type) return offset + aligned(sizeof(rtattr));
    offset += aligned(attribute->rta_len);
  }
  return std::nullopt;
}

unsigned index_of(const std::string& interface) {
  const unsigned index = ::if_nametoindex(interface.c_str());
  if (index == 0) throw_system_failure("find interface " + interface);
  return index;
}

ifinfomsg link_message(const std::string& interface, bool up) {
  ifinfomsg message{};
  message.ifi_family = AF_UNSPEC;
  message.ifi_index = static_cast<int>(index_of(interface));
  if (up) message.ifi_flags = IFF_UP;
  message.ifi_change = IFF_UP;
  return message;
}

}  // namespace

Netlink::Netlink() : socket_(::socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE)) {
  if (!socket_.valid()) throw_system_failure("open a netlink socket");
}

void Netlink::bring_up(const std::string& interface) {
  const Bytes request = make_request(RTM_SETLINK, NLM_F_ACK, link_message(interface, true));
  (void)exchange(request, "bring up " + interface);
}

void Netlink::configure(const std::string& interface, const InterfaceSetting& setting) {
  Bytes request = make_request(RTM_SETLINK, NLM_F_ACK, link_message(interface, setting.up));
  append_attribute(request, IFLA_MTU, &setting.mtu_bytes, sizeof setting.mtu_bytes);
  append_attribute(request, IFLA_TXQLEN, &setting.transmit_queue_packets,
                   sizeof setting.transmit_queue_packets);
  (void)exchange(std::move(request), "configure " + interface);
}

void Netlink::add_address(const std::string& interface, const IpAddress& address,
                          std::uint8_t prefix_bits) {
  const bool is_ipv4 = address.family() == IpAddress::Family::v4;
  ifaddrmsg message{};
  message.ifa_family = is_ipv4 ? AF_INET : AF_INET6;
  // Nobody else is on the link: without waiting for duplicates the address can be used at once.
  if (!is_ipv4) message.ifa_flags = IFA_F_NODAD;
  message.ifa_prefixlen = prefix_bits;
  message.ifa_scope = RT_SCOPE_UNIVERSE;
  message.ifa_index = index_of(interface);
  Bytes request = make_request(RTM_NEWADDR, NLM_F_ACK | NLM_F_CREATE | NLM_F_EXCL, message);
  const std::size_t octets = is_ipv4 ? 4 : 16;
  append_attribute(request, IFA_LOCAL, address.octets().data(), octets);
  append_attribute(request, IFA_ADDRESS, address.octets().data(), octets);
  (void)exchange(std::move(request), "add address " + to_string(address) + " to " + interface);
}

bool Netlink::is_local(const IpAddress& address) {
  const bool is_ipv4 = address.family() == IpAddress::Family::v4;
  const std::size_t octets = is_ipv4 ? 4 : 16;
  rtmsg message{};
  message.rtm_family = is_ipv4 ? AF_INET : AF_INET6;
  message.rtm_dst_len = static_cast<unsigned char>(octets * 8);
  Bytes request = make_request(RTM_GETROUTE, 0, message);
  append_attribute(request, RTA_DST, address.octets().data(), octets);
  try {
    const Bytes answer = exchange(std::move(request), "ask for the route to " + to_string(address));
    const auto route = read_at<rtmsg>(answer, aligned(sizeof(nlmsghdr)));
    return route && route->rtm_type == RTN_LOCAL;
  } catch (const std::system_error&) {
    return false;  // no route at all yet
  }
}

InterfaceStatistics Netlink::statistics(const std::string& interface) {
  ifinfomsg message{};
  message.ifi_family = AF_UNSPEC;
  message.ifi_index = static_cast<int>(index_of(interface));
  const Bytes answer = exchange(make_request(RTM_GETLINK, 0, message), "ask about " + interface);
  const std::size_t attributes = aligned(sizeof(nlmsghdr)) + aligned(sizeof(ifinfomsg));
  const auto value = find_attribute(answer, attributes, IFLA_STATS64);
  // Later kernels append counters to the structure; older ones give less than this header knows.
  constexpr std::size_t counters_wanted = 8;
  const auto counters =
      value ? read_at<std::array<std::uint64_t, counters_wanted>>(answer, *value) : std::nullopt;
  if (!counters) {
    errno = EPROTO;
    throw_system_failure("read the statistics of " + interface);
  }
  // rtnl_link_stats64: rx_packets, tx_packets, rx_bytes, tx_bytes, rx_errors, tx_errors,
  // rx_dropped, tx_dropped.
  return InterfaceStatistics{.received_packets = (*counters)[0],
                             .sent_packets = (*counters)[1],
                             .receive_dropped = (*counters)[6],
                             .send_dropped = (*counters)[7]};
}

Bytes Netlink::exchange(Bytes request, const std::string& operation) {
  const auto length = static_cast<std::uint32_t>(request.size());
  std::memcpy(request.data() + offsetof(nlmsghdr, nlmsg_len), &length, sizeof length);
  if (::send(socket_.get(), request.data(), request.size(), 0) < 0) {
    throw_system_failure(operation);
  }
  constexpr std::size_t largest_answer_bytes = 32'768;
  Bytes answer(largest_answer_bytes);
  const auto received = ::recv(socket_.get(), answer.data(), answer.size(), 0);
  if (received < 0) throw_system_failure(operation);
  answer.resize(static_cast<std::size_t>(received));
  const auto header = read_at<nlmsghdr>(answer, 0);
  if (header && header->nlmsg_type == NLMSG_ERROR) {
    const auto verdict = read_at<nlmsgerr>(answer, aligned(sizeof(nlmsghdr)));
    errno = verdict ? -verdict->error : EPROTO;
    if (errno != 0) throw_system_failure(operation);
    answer.clear();
  }
  return answer;
}

}  // namespace acklab::path
