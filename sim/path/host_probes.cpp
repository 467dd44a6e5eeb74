#include "sim/path/host_probes.hpp"

#include <system_error>

#include <fmt/format.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <time.h>

#include "net/socket/clock.hpp"
#include "sim/path/datagram_trial.hpp"
#include "sim/path/lateness_histogram.hpp"
#include "sim/path/network_namespace.hpp"
#include "sim/path/probe.hpp"
#include "sim/path/real_time_priority.hpp"
#include "sim/path/system_setting.hpp"
#include "sim/path/user_namespace.hpp"

namespace acklab::path {

namespace {

Finding try_relay(IpVersion version) {
  auto path = open_relay(link::LinkSettings{}, 0, version);
  return path ? try_datagrams(**path) : missing(path.error());
}

Finding set_congestion_control(const std::string& name) {
  const std::string available =
      system_setting("net/ipv4/tcp_available_congestion_control").value_or("unknown");
  auto socket = socket::TcpSocket::open(IpAddress::Family::v4);
  const auto set = socket ? socket->set_congestion_control(name)
                          : Expected<void, socket::SocketError>(failure(socket.error()));
  if (set) return found(fmt::format("can be used (loaded in this kernel: {})", available));
  return missing(fmt::format("{} (loaded in this kernel: {}).", to_string(set.error()), available),
                 fmt::format("Run `sudo modprobe tcp_{}`.", name));
}

/// On a host of a run, any control that the kernel has may be used; outside, an ordinary user gets
/// those that net.ipv4.tcp_allowed_congestion_control names.
Finding try_congestion_control(const std::string& name) {
  Finding finding;
  try {
    if (!may_administer_networks()) enter_user_namespace();
    NetworkNamespace::create().run([&] { finding = set_congestion_control(name); });
  } catch (const std::system_error&) {
    finding = set_congestion_control(name);
  }
  return finding;
}

Finding try_timers() {
  constexpr int rounds = 200;
  constexpr Duration nap{1'000'000};
  constexpr Duration acceptable{1'000'000};
  prctl(PR_SET_TIMERSLACK, 1UL);
  LatenessHistogram lateness;
  for (int i = 0; i < rounds; ++i) {
    const Instant start = socket::monotonic_now();
    const timespec length{0, static_cast<long>(nap.count())};
    ::clock_nanosleep(CLOCK_MONOTONIC, 0, &length, nullptr);
    lateness.record(socket::monotonic_now() - start - nap);
  }
  const Lateness measured = lateness.summary();
  const std::string detail =
      fmt::format("a thread that sleeps 1 ms wakes {:.3f} ms late (median), {:.3f} ms (99 of 100)",
                  to_milliseconds(measured.median), to_milliseconds(measured.percentile_99));
  if (measured.percentile_99 <= acceptable) return found(detail);
  return missing(detail,
                 "Close programs that keep the processors busy, or give a virtual machine more of "
                 "them; reports show how late packets left the link.");
}

Finding try_real_time_priority() {
  if (take_real_time_priority()) {
    return found("the link's thread goes before ordinary ones, so a busy machine delays no packet");
  }
  return missing(
      "the link's thread waits for a processor like any other: a busy machine makes "
      "packets late",
      "Run `sudo prlimit --pid $$ --rtprio=1` in this shell before acklab; reports show "
      "how late packets left the link.");
}

Finding try_receive_buffer() {
  constexpr std::uint32_t wanted_bytes = 4U << 20U;
  auto socket = socket::UdpSocket::bind({IpAddress::loopback_v4(), 0});
  if (!socket) return missing(to_string(socket.error()), "Check that loopback is up.");
  socket->request_buffer_bytes(wanted_bytes, wanted_bytes);
  int granted = 0;
  socklen_t length = sizeof granted;
  ::getsockopt(socket->fd(), SOL_SOCKET, SO_RCVBUF, &granted, &length);
  // The kernel reports twice what it granted: the other half is for its own bookkeeping.
  const std::int64_t usable = granted / 2;
  const std::string detail =
      fmt::format("{} kB asked for, {} kB granted (net.core.rmem_max {})", wanted_bytes / 1000,
                  usable / 1000, system_setting("net/core/rmem_max").value_or("unknown"));
  if (usable >= wanted_bytes) return found(detail);
  return missing(detail, fmt::format("Run `sudo sysctl -w net.core.rmem_max={}`; with less, the "
                                     "relay may lose packets at high rates, and reports say so.",
                                     wanted_bytes));
}

}  // namespace

Probe probe_relay(IpVersion version) {
  return probe_in_child(
      version == IpVersion::v4 ? "UDP relay on loopback" : "UDP relay on loopback over IPv6",
      [version] { return try_relay(version); }, "Check that loopback is up.");
}

Probe probe_congestion_control(const std::string& name) {
  return probe_in_child(
      "kernel TCP with " + name, [&] { return try_congestion_control(name); },
      fmt::format("Run `sudo modprobe tcp_{}`.", name));
}

Probe probe_timers() {
  return probe_in_child("clock and timers", try_timers, "Run `acklab doctor` again.");
}

Probe probe_real_time_priority() {
  return probe_in_child("real-time priority", try_real_time_priority, "Run `acklab doctor` again.");
}

Probe probe_receive_buffer() {
  return probe_in_child("receive buffers", try_receive_buffer, "Run `acklab doctor` again.");
}

}  // namespace acklab::path
