#include "sim/path/tun_device.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <linux/if_tun.h>
#include <net/if.h>
#include <sys/ioctl.h>
#include <sys/uio.h>
#include <unistd.h>

#include "sim/path/ip_packet.hpp"
#include "sim/path/system_call.hpp"

namespace acklab::path {

namespace {
constexpr std::size_t largest_ip_packet_bytes = 65'535;
/// A packet up to this size is read straight to where it stays.
constexpr std::size_t usual_ip_packet_bytes = 2048;
}  // namespace

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

TunPort::TunPort(socket::FileDescriptor device, const IpAddress& peer,
                 std::optional<FlowSorter> sorter)
    : device_(std::move(device)), peer_(peer), sorter_(sorter), rest_(largest_ip_packet_bytes) {}

bool TunPort::read_into(Bytes& space) {
  space.resize(usual_ip_packet_bytes);
  std::array<iovec, 2> parts{iovec{space.data(), space.size()}, iovec{rest_.data(), rest_.size()}};
  const auto count = ::readv(device_.get(), parts.data(), parts.size());
  if (count <= 0) return false;
  const auto bytes = static_cast<std::size_t>(count);
  space.resize(std::min(bytes, space.size()));
  if (bytes > space.size()) {
    space.insert(space.end(), rest_.begin(),
                 rest_.begin() + static_cast<std::ptrdiff_t>(bytes - space.size()));
  }
  return true;
}

std::optional<link::Packet> TunPort::receive(Bytes& space) {
  for (;;) {
    if (!read_into(space)) return std::nullopt;
    const ByteView octets = space;
    const auto corruptible_from = transport_octets_start(octets, peer_);
    const auto flow = !corruptible_from ? std::nullopt
                      : sorter_         ? sorter_->flow_of(octets, *corruptible_from)
                                        : std::optional{std::uint32_t{0}};
    if (!flow) {
      count_ignored();
      continue;
    }
    link::Packet packet;
    packet.flow = *flow;
    packet.ip_bytes = static_cast<std::uint32_t>(octets.size());
    packet.octets = std::move(space);
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
