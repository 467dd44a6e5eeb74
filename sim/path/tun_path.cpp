#include "sim/path/tun_path.hpp"

#include <utility>

#include "sim/path/ip_path.hpp"
#include "sim/path/tun_obstacle.hpp"

namespace acklab::path {

Expected<std::unique_ptr<RealPath>, PathError> open_tun_at(const std::string& tun_node,
                                                           const link::LinkSettings& settings,
                                                           std::uint64_t seed, IpVersion version,
                                                           std::uint32_t device_mtu_bytes,
                                                           std::size_t flows) {
  auto opened = open_ip_at(tun_node, settings, seed, {HostKind::kernel, HostKind::kernel}, version,
                           device_mtu_bytes, flows);
  if (!opened) return failure(opened.error());
  return *std::move(opened);
}

Expected<std::unique_ptr<RealPath>, PathError> open_tun(const link::LinkSettings& settings,
                                                        std::uint64_t seed, IpVersion version,
                                                        std::uint32_t device_mtu_bytes,
                                                        std::size_t flows) {
  return open_tun_at(default_tun_node, settings, seed, version, device_mtu_bytes, flows);
}

}  // namespace acklab::path
