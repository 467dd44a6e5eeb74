#pragma once

#include <optional>

#include "net/base/datagram_actor.hpp"
#include "net/base/rate.hpp"

namespace acklab::contender {

/// A host whose line is its own: it hands a datagram over when the one before has left, not
/// earlier.
///
/// The textbook's timeouts count from when a segment begins to leave. A host that hands its whole
/// window to the link at once would count the wait in the link's queue too.
class LineClock final : public DatagramActor {
 public:
  /// `host` must outlive it; `rate` counts IP packets, as the link does. Nothing: no waiting.
  LineClock(DatagramActor& host, std::optional<BitRate> rate) : host_(host), rate_(rate) {}

  void handle_datagram(Instant now, const SocketAddress& from, ByteView payload) override {
    host_.handle_datagram(now, from, payload);
  }
  [[nodiscard]] std::optional<Instant> next_timeout() const override;
  void handle_timeout(Instant now) override;
  std::optional<OutgoingDatagram> poll_transmit(Instant now) override;

 private:
  DatagramActor& host_;
  std::optional<BitRate> rate_;
  Instant line_free_at_ = Instant::min();
  bool held_back_ = false;  // somebody asked for a datagram while the line was busy
};

}  // namespace acklab::contender
