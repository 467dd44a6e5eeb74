#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "sim/path/real_path.hpp"

namespace acklab::path {

/// open_tun with another device node than /dev/net/tun.
[[nodiscard]] Expected<std::unique_ptr<RealPath>, PathError> open_tun_at(
    const std::string& tun_node, const link::LinkSettings& settings, std::uint64_t seed,
    IpVersion version = IpVersion::v4, std::uint32_t device_mtu_bytes = default_device_mtu_bytes,
    std::size_t flows = 1);

}  // namespace acklab::path
