#pragma once

#include <string>

#include "sim/path/real_path.hpp"

namespace acklab::path {

// Each tries one step towards TUN hosts, in a child process, with the steps before it.

[[nodiscard]] Probe probe_tun_node(const std::string& tun_node);
[[nodiscard]] Probe probe_user_namespace();
[[nodiscard]] Probe probe_network_namespace();
[[nodiscard]] Probe probe_tun_device(const std::string& tun_node);
/// One UDP datagram each way between two hosts, across a link without impairments.
[[nodiscard]] Probe probe_tun_path(const std::string& tun_node, IpVersion version = IpVersion::v4);

}  // namespace acklab::path
