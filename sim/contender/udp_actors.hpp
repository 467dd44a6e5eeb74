#pragma once

#include <cstdint>
#include <functional>
#include <memory>

#include "net/base/datagram_actor.hpp"
#include "sim/contender/pacer.hpp"
#include "sim/workload/application.hpp"

namespace acklab::contender {

/// Sends an application's messages as datagrams, paced, with nothing added.
class UdpSender final : public DatagramActor {
 public:
  /// How many IP bytes a datagram becomes on its way, which is what the rate counts.
  using SizeOnLink = std::function<std::uint32_t(std::uint32_t payload_bytes)>;

  UdpSender(std::unique_ptr<workload::MessageApplication> application, BitRate rate,
            SizeOnLink size_on_link);

  /// What the IP headers say from now on.
  void mark(const IpMarks& marks) { marks_ = marks; }
  void start(Instant now, const SocketAddress& to);
  [[nodiscard]] bool all_sent() const { return started_ && application_->finished(); }

  void handle_datagram(Instant now, const SocketAddress& from, ByteView payload) override;
  [[nodiscard]] std::optional<Instant> next_timeout() const override;
  void handle_timeout(Instant) override {}
  std::optional<OutgoingDatagram> poll_transmit(Instant now) override;

 private:
  std::unique_ptr<workload::MessageApplication> application_;
  Pacer pacer_;
  SizeOnLink size_on_link_;
  IpMarks marks_;
  SocketAddress to_;
  bool started_ = false;
};

/// Hands each datagram that arrives to an application as a message.
class UdpReceiver final : public DatagramActor {
 public:
  explicit UdpReceiver(std::unique_ptr<workload::MessageApplication> application);

  void handle_datagram(Instant now, const SocketAddress& from, ByteView payload) override;
  [[nodiscard]] std::optional<Instant> next_timeout() const override { return std::nullopt; }
  void handle_timeout(Instant) override {}
  std::optional<OutgoingDatagram> poll_transmit(Instant) override { return std::nullopt; }

 private:
  std::unique_ptr<workload::MessageApplication> application_;
};

}  // namespace acklab::contender
