#pragma once

#include "sim/contender/udp_actors.hpp"
#include "sim/contender/user_space_way.hpp"
#include "sim/workload/applications.hpp"

namespace acklab::contender {

/// Plain UDP: what the sender was asked to send, sent once.
class UdpWay final : public UserSpaceWay {
 public:
  UdpWay(const RunRequest& request, workload::Ledger& ledger);

  [[nodiscard]] DatagramActor& client() override { return sender_; }
  [[nodiscard]] DatagramActor& server() override { return receiver_; }
  void start(Instant now, const SocketAddress& server_address) override {
    sender_.start(now, server_address);
  }
  [[nodiscard]] bool at_rest() const override { return sender_.all_sent(); }
  [[nodiscard]] bool wants_link_drained() const override { return true; }
  [[nodiscard]] std::optional<std::string> failure() const override { return std::nullopt; }
  void observe(SeriesPoint&) const override {}
  void report(RunResult& result, Instant started) const override;

 private:
  UdpWay(const RunRequest& request, workload::Sides<workload::MessageApplication> sides);

  UdpSender sender_;
  UdpReceiver receiver_;
};

}  // namespace acklab::contender
