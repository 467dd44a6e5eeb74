#pragma once

#include <array>
#include <span>
#include <string_view>
#include <utility>

#include "net/transport/config.hpp"
#include "sim/contender/contender_spec.hpp"
#include "sim/link/settings.hpp"
#include "sim/path/path_kind.hpp"

namespace acklab::scenario {

template <typename T>
using Name = std::pair<std::string_view, T>;

/// The names that scenarios use for alternatives: read and written from these tables alone.
inline constexpr std::array kind_names{
    Name<contender::Kind>{"udp", contender::Kind::udp},
    Name<contender::Kind>{"reliable-udp", contender::Kind::reliable_udp},
    Name<contender::Kind>{"kernel-tcp", contender::Kind::kernel_tcp}};

inline constexpr std::array congestion_names{
    Name<transport::CongestionControl>{"none", transport::CongestionControl::none},
    Name<transport::CongestionControl>{"newreno", transport::CongestionControl::newreno},
    Name<transport::CongestionControl>{"cubic", transport::CongestionControl::cubic},
    Name<transport::CongestionControl>{"bbr", transport::CongestionControl::bbr}};

inline constexpr std::array carriage_names{
    Name<contender::CarriageKind>{"udp", contender::CarriageKind::udp},
    Name<contender::CarriageKind>{"ip", contender::CarriageKind::ip}};

inline constexpr std::array host_names{Name<path::HostKind>{"acklab", path::HostKind::user_space},
                                       Name<path::HostKind>{"kernel", path::HostKind::kernel}};

inline constexpr std::array path_names{
    Name<path::PathChoice>{"auto", path::PathChoice::automatic},
    Name<path::PathChoice>{"simulated", path::PathChoice::simulated},
    Name<path::PathChoice>{"relay", path::PathChoice::relay},
    Name<path::PathChoice>{"tun", path::PathChoice::tun}};

inline constexpr std::array distribution_names{
    Name<link::JitterDistribution>{"uniform", link::JitterDistribution::uniform},
    Name<link::JitterDistribution>{"normal", link::JitterDistribution::normal}};

/// The name of `value`, which must be in the table.
template <typename T, std::size_t Count>
[[nodiscard]] constexpr std::string_view name_of(T value, const std::array<Name<T>, Count>& names) {
  for (const auto& [name, named] : names) {
    if (named == value) return name;
  }
  return {};
}

}  // namespace acklab::scenario
