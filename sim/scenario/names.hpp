#pragma once

#include <array>
#include <span>
#include <string_view>
#include <utility>

#include "net/transport/config.hpp"
#include "sim/contender/contender_spec.hpp"
#include "sim/link/settings.hpp"
#include "sim/path/path_kind.hpp"
#include "sim/workload/workload.hpp"

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

inline constexpr std::array arq_names{
    Name<transport::Arq>{"stop-and-wait", transport::Arq::stop_and_wait},
    Name<transport::Arq>{"go-back-n", transport::Arq::go_back_n},
    Name<transport::Arq>{"selective-repeat", transport::Arq::selective_repeat},
    Name<transport::Arq>{"tcp", transport::Arq::tcp}};

inline constexpr std::array checksum_names{
    Name<transport::Checksum>{"internet", transport::Checksum::internet},
    Name<transport::Checksum>{"crc32c", transport::Checksum::crc32c},
    Name<transport::Checksum>{"off", transport::Checksum::off}};

inline constexpr std::array loss_detection_names{
    Name<transport::LossDetection>{"rack", transport::LossDetection::rack},
    Name<transport::LossDetection>{"duplicate_acks", transport::LossDetection::duplicate_acks}};

inline constexpr std::array cheat_names{
    Name<transport::Cheat>{"ack_division", transport::Cheat::ack_division},
    Name<transport::Cheat>{"optimistic_acks", transport::Cheat::optimistic_acks}};

/// Every mechanism that is on or off.
struct SwitchName {
  std::string_view name;
  bool transport::Mechanisms::*member;
  bool on_textbook_rungs = true;  // whether those have it at all
  bool in_kernel = false;         // whether the kernel's TCP can be told
};
inline constexpr std::array switch_names{
    SwitchName{"acks", &transport::Mechanisms::acks},
    SwitchName{"retransmission", &transport::Mechanisms::retransmission},
    SwitchName{"ordering", &transport::Mechanisms::ordering},
    SwitchName{"duplicate_discard", &transport::Mechanisms::duplicate_discard},
    SwitchName{"karn", &transport::Mechanisms::karn},
    SwitchName{"backoff", &transport::Mechanisms::backoff},
    SwitchName{"sack", &transport::Mechanisms::sack, false, true},
    SwitchName{"timestamps", &transport::Mechanisms::timestamps, true, true},
    SwitchName{"window_scale", &transport::Mechanisms::window_scale, true, true},
    SwitchName{"delayed_ack", &transport::Mechanisms::delayed_ack, false},
    SwitchName{"nagle", &transport::Mechanisms::nagle, false, true},
    SwitchName{"fast_retransmit", &transport::Mechanisms::fast_retransmit, false},
    SwitchName{"byte_counting", &transport::Mechanisms::byte_counting, false},
    SwitchName{"silly_window_avoidance", &transport::Mechanisms::silly_window_avoidance, false},
    SwitchName{"persist", &transport::Mechanisms::persist}};

inline constexpr std::array fate_key_names{Name<link::FateKey>{"index", link::FateKey::index},
                                           Name<link::FateKey>{"content", link::FateKey::content}};

inline constexpr std::array path_names{
    Name<path::PathChoice>{"auto", path::PathChoice::automatic},
    Name<path::PathChoice>{"simulated", path::PathChoice::simulated},
    Name<path::PathChoice>{"relay", path::PathChoice::relay},
    Name<path::PathChoice>{"tun", path::PathChoice::tun}};

inline constexpr std::array distribution_names{
    Name<link::JitterDistribution>{"uniform", link::JitterDistribution::uniform},
    Name<link::JitterDistribution>{"normal", link::JitterDistribution::normal},
    Name<link::JitterDistribution>{"pareto", link::JitterDistribution::pareto},
    Name<link::JitterDistribution>{"paretonormal", link::JitterDistribution::paretonormal},
    Name<link::JitterDistribution>{"exponential", link::JitterDistribution::exponential}};

inline constexpr std::array oversize_names{
    Name<link::Oversize>{"drop", link::Oversize::drop},
    Name<link::Oversize>{"fragment", link::Oversize::fragment}};

/// The kinds of job.
enum class WorkloadKind : std::uint8_t {
  bulk,
  exchange,
  write_pattern,
  slow_reader,
  periodic,
  idle,
  flows,
  picture
};
inline constexpr std::array workload_names{
    Name<WorkloadKind>{"bulk", WorkloadKind::bulk},
    Name<WorkloadKind>{"exchange", WorkloadKind::exchange},
    Name<WorkloadKind>{"write_pattern", WorkloadKind::write_pattern},
    Name<WorkloadKind>{"slow_reader", WorkloadKind::slow_reader},
    Name<WorkloadKind>{"periodic", WorkloadKind::periodic},
    Name<WorkloadKind>{"idle", WorkloadKind::idle},
    Name<WorkloadKind>{"flows", WorkloadKind::flows},
    Name<WorkloadKind>{"picture", WorkloadKind::picture}};

inline constexpr std::array server_fate_names{
    Name<workload::ServerFate>{"stays", workload::ServerFate::stays},
    Name<workload::ServerFate>{"absent", workload::ServerFate::absent},
    Name<workload::ServerFate>{"killed", workload::ServerFate::killed}};

/// Of a server that is not killed.
inline constexpr std::array listener_names{server_fate_names[0], server_fate_names[1]};

inline constexpr std::array connection_use_names{
    Name<workload::ConnectionUse>{"kept", workload::ConnectionUse::kept},
    Name<workload::ConnectionUse>{"per_request", workload::ConnectionUse::per_request}};

/// A timeout that follows the measured round trip.
inline constexpr std::string_view adaptive = "adaptive";

/// The name of `value`, which must be in the table.
template <typename T, std::size_t Count>
[[nodiscard]] constexpr std::string_view name_of(T value, const std::array<Name<T>, Count>& names) {
  for (const auto& [name, named] : names) {
    if (named == value) return name;
  }
  return {};
}

}  // namespace acklab::scenario
