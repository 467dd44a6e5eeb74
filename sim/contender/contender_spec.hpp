#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "net/base/rate.hpp"
#include "net/transport/config.hpp"

namespace acklab::contender {

/// A way across the link.
enum class Kind : std::uint8_t { udp, reliable_udp, kernel_tcp };
/// As written in scenarios: "udp", "reliable-udp", "kernel-tcp".
[[nodiscard]] const char* to_string(Kind kind);

/// A contender as the scenario describes it, defaults filled in.
struct Spec {
  Kind kind = Kind::udp;
  /// Unique in its scenario; the kind's name unless given.
  std::string name;
  /// Of udp: how fast it sends, counted in IP bytes. Nothing: the link's forward rate, or
  /// default_udp_rate when that is unlimited too.
  std::optional<BitRate> udp_rate;
  /// Of reliable-udp.
  transport::CongestionControl congestion = transport::CongestionControl::newreno;
  /// Of kernel-tcp: the kernel's name of a congestion control.
  std::string kernel_congestion = "cubic";
};

inline constexpr BitRate default_udp_rate = BitRate::from_bits_per_s(100'000'000);

}  // namespace acklab::contender
