#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "net/base/rate.hpp"
#include "net/base/time.hpp"
#include "net/transport/config.hpp"
#include "sim/contender/tuning.hpp"
#include "sim/path/host_kind.hpp"

namespace acklab::contender {

/// A way across the link.
enum class Kind : std::uint8_t { udp, reliable_udp, kernel_tcp };
/// As written in scenarios: "udp", "reliable-udp", "kernel-tcp".
[[nodiscard]] const char* to_string(Kind kind);

/// What carries the segments of reliable-udp.
enum class CarriageKind : std::uint8_t {
  udp,  // UDP datagrams
  ip,   // IP packets of their own, as the kernel's TCP
};

/// A contender as the scenario describes it, defaults filled in.
struct Spec {
  Kind kind = Kind::udp;
  /// Unique in its scenario; the kind's name unless given.
  std::string name;
  /// Of udp: how fast it sends, counted in IP bytes. Nothing: the link's forward rate, or
  /// default_udp_rate when that is unlimited too.
  std::optional<BitRate> udp_rate;
  /// Of udp: the client's socket is connected, so that it hears when nobody listens.
  bool connected = false;
  /// Of udp: how often it sends each message, in place of what the job says.
  std::optional<std::uint32_t> copies;
  /// Of udp: its datagrams say that their sender understands marks (ECT(0), RFC 3168), though udp
  /// heeds none. Of the others: their TCP asks for ECN and heeds it (of the kernel:
  /// net.ipv4.tcp_ecn = 1).
  bool ecn = false;
  /// Of both TCPs. Of the kernel's only sack, timestamps, window_scale, nagle and
  /// loss_detection count.
  transport::Mechanisms mechanisms;
  Tuning tuning;
  /// Of reliable-udp.
  transport::CongestionControl congestion = transport::CongestionControl::newreno;
  transport::ArqConfig arq;
  std::optional<Duration> max_ack_delay;  // nothing: the transport's default
  /// Of reliable-udp.
  CarriageKind carriage = CarriageKind::udp;
  /// Of reliable-udp directly on IP: whose TCP each host runs. At most one is the kernel.
  path::HostKinds hosts;
  /// Of kernel-tcp, and of a host of reliable-udp that is the kernel: the kernel's name of a
  /// congestion control.
  std::string kernel_congestion = "cubic";
};

/// Whether one side is the kernel's TCP and the other our transport.
[[nodiscard]] inline bool meets_kernel(const Spec& spec) {
  return spec.kind == Kind::reliable_udp && (spec.hosts.client == path::HostKind::kernel ||
                                             spec.hosts.server == path::HostKind::kernel);
}

/// Whether what arrives are messages, each by itself, and no stream.
[[nodiscard]] inline bool carries_messages(const Spec& spec) {
  return spec.kind == Kind::udp ||
         (spec.kind == Kind::reliable_udp && !spec.mechanisms.promise_one_stream());
}

inline constexpr BitRate default_udp_rate = BitRate::from_bits_per_s(100'000'000);

}  // namespace acklab::contender
