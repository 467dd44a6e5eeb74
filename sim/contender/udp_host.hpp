#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <utility>

#include "net/base/datagram_actor.hpp"
#include "sim/contender/pacer.hpp"
#include "sim/workload/application.hpp"
#include "sim/workload/send_log.hpp"

namespace acklab::contender {

/// How fast a host hands its datagrams over.
struct UdpPacing {
  BitRate rate;
  /// How many IP bytes a datagram becomes on its way, which is what the rate counts.
  std::function<std::uint32_t(std::uint32_t payload_bytes)> size_on_link;
};

/// One host of plain UDP: an application whose messages are datagrams, with nothing added. The
/// server answers to where the first datagram came from.
class UdpHost final : public DatagramActor {
 public:
  /// Without `pacing` each message goes when the application has it.
  UdpHost(std::unique_ptr<workload::MessageApplication> application,
          std::optional<UdpPacing> pacing);

  /// What the IP headers say from now on.
  void mark(const IpMarks& marks) { marks_ = marks; }
  /// Of the client.
  void start(Instant now, const SocketAddress& to);
  [[nodiscard]] bool has_finished() const { return peer_ && application_->finished(); }

  void handle_datagram(Instant now, const SocketAddress& from, ByteView payload) override;
  [[nodiscard]] std::optional<Instant> next_timeout() const override;
  void handle_timeout(Instant) override {}
  std::optional<OutgoingDatagram> poll_transmit(Instant now) override;
  void take_back(Bytes&& payload) override { application_->take_back(std::move(payload)); }
  void handle_refusal(Instant now, const OutgoingDatagram& datagram,
                      const std::error_code& why) override;
  /// What it handed over, and what the system did not take of it.
  [[nodiscard]] workload::SendMeasures sends() const { return sends_.measures(); }

 private:
  std::unique_ptr<workload::MessageApplication> application_;
  std::optional<UdpPacing> pacing_;
  std::optional<Pacer> pacer_;  // once started
  IpMarks marks_;
  std::optional<SocketAddress> peer_;
  workload::SendLog sends_;
};

}  // namespace acklab::contender
