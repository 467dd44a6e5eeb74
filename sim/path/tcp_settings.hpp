#pragma once

#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace acklab::path {

/// The settings of the kernel's TCP that decide how it meets a bad link (sysctl net.ipv4.*).
inline constexpr std::array<const char*, 22> tcp_setting_names{
    "tcp_available_congestion_control",
    "tcp_congestion_control",
    "tcp_rmem",
    "tcp_wmem",
    "tcp_sack",
    "tcp_dsack",
    "tcp_recovery",
    "tcp_early_retrans",
    "tcp_reordering",
    "tcp_max_reordering",
    "tcp_timestamps",
    "tcp_window_scaling",
    "tcp_retries2",
    "tcp_syn_retries",
    "tcp_ecn",
    "tcp_slow_start_after_idle",
    "tcp_no_metrics_save",
    "tcp_syn_linear_timeouts",
    "tcp_frto",
    "tcp_rto_min_us",
    "tcp_rto_max_ms",
    "tcp_retries1",
};

/// Names and values as the kernel writes them, tabs as spaces; nothing: this kernel has none of
/// that name.
using TcpSettings = std::vector<std::pair<std::string, std::optional<std::string>>>;

/// Names and the values to be set.
using ChangedTcpSettings = std::vector<std::pair<std::string, std::string>>;

/// Those of the calling thread's network namespace.
[[nodiscard]] TcpSettings read_tcp_settings();

}  // namespace acklab::path
