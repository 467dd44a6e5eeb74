#pragma once

#include "net/transport/ip_layer.hpp"
#include "sim/contender/line_clock.hpp"
#include "sim/contender/reliable_host.hpp"
#include "sim/contender/user_space_way.hpp"
#include "sim/workload/applications.hpp"

namespace acklab::contender {

/// Our transport between two hosts. Its run ends when the server's connection is closed and the
/// client's is closed or in TIME-WAIT, which is not waited out; or when the client's has failed.
class ReliableWay final : public UserSpaceWay {
 public:
  ReliableWay(const RunRequest& request, workload::Books& books);

  [[nodiscard]] DatagramActor& client() override;
  [[nodiscard]] DatagramActor& server() override;
  void tell_events(const HostSink& sink) override {
    client_.tell(path::Host::client, sink);
    server_.tell(path::Host::server, sink);
  }
  void start(Instant now, const SocketAddress& server_address) override;
  [[nodiscard]] bool at_rest() const override;
  [[nodiscard]] bool wants_link_drained() const override { return false; }
  [[nodiscard]] std::optional<std::string> failure() const override;
  void observe(SeriesPoint& point) const override;
  void report(RunResult& result, Instant started) const override;

 private:
  ReliableWay(const RunRequest& request, std::uint64_t job_bytes,
              workload::Sides<workload::StreamApplication> sides);
  [[nodiscard]] bool job_finished() const;

  const RunRequest& request_;
  std::uint64_t job_bytes_;
  ReliableHost client_;
  ReliableHost server_;
  std::optional<transport::IpLayer> client_ip_;  // directly on IP
  std::optional<transport::IpLayer> server_ip_;
  std::optional<LineClock> client_line_;  // where nothing else paces
  std::optional<LineClock> server_line_;
};

}  // namespace acklab::contender
