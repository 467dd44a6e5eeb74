#pragma once

#include <cstdint>
#include <optional>
#include <utility>

#include "net/base/datagram_actor.hpp"
#include "sim/link/bottleneck/rate_model.hpp"
#include "sim/link/packet.hpp"

namespace acklab::contender {

/// A host whose line is its own: it hands a datagram over when the one before has left, not
/// earlier.
///
/// The textbook's timeouts count from when a segment begins to leave. A host that hands its whole
/// window to the link at once would count the wait in the link's queue too.
class LineClock final : public DatagramActor {
 public:
  /// `host` must outlive it; `rate` counts IP packets, as the link does: `header_bytes` more than
  /// the datagram's payload. Nothing: no waiting.
  LineClock(DatagramActor& host, std::optional<link::FixedRate> rate,
            std::uint32_t header_bytes = link::ipv4_udp_header_bytes)
      : host_(host), rate_(rate), header_bytes_(header_bytes) {}

  void handle_datagram(Instant now, const SocketAddress& from, ByteView payload) override {
    host_.handle_datagram(now, from, payload);
  }
  void handle_marked_datagram(Instant now, const SocketAddress& from, ByteView payload,
                              std::uint8_t ecn) override {
    host_.handle_marked_datagram(now, from, payload, ecn);
  }
  [[nodiscard]] std::optional<Instant> next_timeout() const override;
  void handle_timeout(Instant now) override;
  std::optional<OutgoingDatagram> poll_transmit(Instant now) override;
  void take_back(Bytes&& payload) override { host_.take_back(std::move(payload)); }

 private:
  DatagramActor& host_;
  std::optional<link::FixedRate> rate_;
  std::uint32_t header_bytes_;
  Instant line_free_at_ = Instant::min();
  bool held_back_ = false;  // somebody asked for a datagram while the line was busy
};

}  // namespace acklab::contender
