#pragma once

#include "sim/contender/udp_host.hpp"
#include "sim/contender/user_space_way.hpp"
#include "sim/workload/applications.hpp"

namespace acklab::contender {

/// Plain UDP: what the applications ask to send, sent once.
class UdpWay final : public UserSpaceWay {
 public:
  UdpWay(const RunRequest& request, workload::Books& books);

  [[nodiscard]] DatagramActor& client() override { return client_; }
  [[nodiscard]] DatagramActor& server() override { return server_; }
  void start(Instant now, const SocketAddress& server_address) override {
    client_.start(now, server_address);
  }
  [[nodiscard]] bool at_rest() const override {
    return client_.has_finished() && !server_.next_timeout();
  }
  [[nodiscard]] bool wants_link_drained() const override { return true; }
  [[nodiscard]] std::optional<std::string> failure() const override { return std::nullopt; }
  void observe(SeriesPoint&) const override {}
  void report(RunResult& result, Instant started) const override;

 private:
  UdpWay(const RunRequest& request, workload::Sides<workload::MessageApplication> sides);

  UdpHost client_;
  UdpHost server_;
};

}  // namespace acklab::contender
