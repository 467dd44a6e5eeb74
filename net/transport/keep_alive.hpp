#pragma once

#include <cstdint>
#include <optional>

#include "net/base/time.hpp"

namespace acklab::transport {

/// How a connection on which nothing happens is probed (RFC 9293 §3.8.4).
struct KeepAliveConfig {
  /// Silence after which the first probe goes; the RFC asks for a default of at least two hours.
  Duration idle = std::chrono::hours{2};
  /// From one unanswered probe to the next.
  Duration probe_interval = std::chrono::seconds{75};
  /// So many unanswered probes end the connection; at least 2, since the one might have been lost
  /// (MUST-29).
  std::uint32_t probes = 9;
  friend constexpr bool operator==(const KeepAliveConfig&, const KeepAliveConfig&) = default;
};

/// How long the peer has been silent, and how often it was asked.
class KeepAlive {
 public:
  explicit KeepAlive(Instant opened) : since_(opened) {}

  /// Anything acceptable from the peer.
  void heard(Instant now) {
    since_ = now;
    unanswered_ = 0;
  }
  /// A probe went out.
  void probed(Instant now) {
    due_ = false;
    since_ = now;
    ++unanswered_;
  }
  void request() { due_ = true; }
  void withdraw() { due_ = false; }
  [[nodiscard]] bool due() const { return due_; }
  [[nodiscard]] std::uint32_t unanswered() const { return unanswered_; }
  /// When the next probe is to go, or the connection to end.
  [[nodiscard]] Instant deadline(const KeepAliveConfig& config) const {
    return since_ + (unanswered_ == 0 ? config.idle : config.probe_interval);
  }

 private:
  Instant since_;
  std::uint32_t unanswered_ = 0;
  bool due_ = false;
};

}  // namespace acklab::transport
