#pragma once

#include "sim/contender/reliable_host.hpp"
#include "sim/contender/user_space_way.hpp"
#include "sim/workload/applications.hpp"

namespace acklab::contender {

/// Our transport between two hosts. Its run ends when the server's connection is closed and the
/// client's is closed or in TIME-WAIT, which is not waited out; or when the client's has failed.
class ReliableWay final : public UserSpaceWay {
 public:
  ReliableWay(const RunRequest& request, workload::Ledger& ledger);

  [[nodiscard]] DatagramActor& client() override { return client_; }
  [[nodiscard]] DatagramActor& server() override { return server_; }
  void start(Instant now, const SocketAddress& server_address) override;
  [[nodiscard]] bool at_rest() const override;
  [[nodiscard]] bool wants_link_drained() const override { return false; }
  [[nodiscard]] std::optional<std::string> failure() const override;
  void observe(SeriesPoint& point) const override;
  void report(RunResult& result, Instant started) const override;

 private:
  ReliableWay(const RunRequest& request, std::uint64_t job_bytes,
              workload::Sides<workload::StreamApplication> sides);
  [[nodiscard]] bool client_in_time_wait() const;
  [[nodiscard]] bool job_finished() const;
  [[nodiscard]] std::optional<transport::CloseReport> close_report() const;

  transport::ConnectionConfig config_;
  std::uint64_t job_bytes_;
  ReliableHost client_;
  ReliableHost server_;
};

}  // namespace acklab::contender
