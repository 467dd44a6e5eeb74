#include "sim/path/tun_device.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <linux/if_tun.h>
#include <net/if.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "sim/path/ip_packet.hpp"
#include "sim/path/system_call.hpp"

namespace acklab::path {

namespace {
constexpr std::size_t largest_ip_packet_bytes = 65'535;
}

socket::FileDescriptor open_tun_node(const std::string& node) {
  socket::FileDescriptor opened(::open(node.c_str(), O_RDWR | O_NONBLOCK | O_CLOEXEC));
  if (!opened.valid()) throw_system_failure("open " + node);
  return opened;
}

void create_tun_device(const socket::FileDescriptor& node, const std::string& interface) {
  ifreq request{};
  interface.copy(request.ifr_name, IFNAMSIZ - 1);
  request.ifr_flags = IFF_TUN | IFF_NO_PI;
  if (::ioctl(node.get(), TUNSETIFF, &request) != 0) throw_system_failure("ioctl TUNSETIFF");
  // With any offload the kernel would hand over packets without checksums and larger than the MTU,
  // and damaged data would be delivered as good.
  if (::ioctl(node.get(), TUNSETOFFLOAD, 0) != 0) throw_system_failure("ioctl TUNSETOFFLOAD");
}

TunPort::TunPort(socket::FileDescriptor device, const IpAddress& peer)
    : device_(std::move(device)), peer_(peer), buffer_(largest_ip_packet_bytes) {}

std::optional<link::Packet> TunPort::receive() {
  for (;;) {
    const auto count = ::read(device_.get(), buffer_.data(), buffer_.size());
    if (count <= 0) return std::nullopt;
    const ByteView octets = ByteView(buffer_).first(static_cast<std::size_t>(count));
    const auto corruptible_from = transport_octets_start(octets, peer_);
    if (!corruptible_from) {
      count_ignored();
      continue;
    }
    link::Packet packet;
    packet.octets.assign(octets.begin(), octets.end());
    packet.ip_bytes = static_cast<std::uint32_t>(octets.size());
    packet.corruptible_from = *corruptible_from;
    packet.layout = link::PacketLayout::ip_packet;
    packet.content = transport_content(packet.octets, *corruptible_from);
    packet.ip_version = peer_.family();
    return packet;
  }
}

void TunPort::send(const link::Packet& packet) {
  [[maybe_unused]] const auto written =
      ::write(device_.get(), packet.octets.data(), packet.octets.size());
}

}  // namespace acklab::path
