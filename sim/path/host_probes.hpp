#pragma once

#include <string>

#include "sim/path/real_path.hpp"

namespace acklab::path {

// Each tries one thing that runs in real time need besides TUN hosts, in a child process.

/// One UDP datagram each way across the relay.
[[nodiscard]] Probe probe_relay(IpVersion version = IpVersion::v4);
/// A congestion control of the kernel's TCP, set on a socket as a run would.
[[nodiscard]] Probe probe_congestion_control(const std::string& name);
/// How late this machine wakes a thread that sleeps for a millisecond.
[[nodiscard]] Probe probe_timers();
/// Whether the link's thread may go before ordinary ones.
[[nodiscard]] Probe probe_real_time_priority();
/// How large a receive buffer a UDP socket is given.
[[nodiscard]] Probe probe_receive_buffer();

}  // namespace acklab::path
