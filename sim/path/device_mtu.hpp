#pragma once

#include <cstdint>

namespace acklab::path {

/// What a kernel cuts IP packets to where they enter the link.
inline constexpr std::uint32_t default_device_mtu_bytes = 1500;
/// It cuts nothing: every IP packet there can be enters the link whole.
inline constexpr std::uint32_t largest_device_mtu_bytes = 65'535;

}  // namespace acklab::path
