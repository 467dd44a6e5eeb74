#pragma once

#include <cstdint>
#include <optional>

#include "net/base/bytes.hpp"
#include "sim/workload/application.hpp"
#include "sim/workload/books.hpp"
#include "sim/workload/bulk_stream.hpp"
#include "sim/workload/periodic.hpp"

namespace acklab::workload {

/// Writes a message whenever one is due; those for which the stream has no room wait and are
/// written as soon as it has. The server reads as BulkStreamServer does.
class PeriodicStreamClient final : public StreamApplication {
 public:
  PeriodicStreamClient(const Periodic& periodic, Books& books)
      : periodic_(periodic), books_(books), log_(books.log<PeriodicLog>()) {}

  void progress(Instant now, ByteStream& stream) override;
  [[nodiscard]] std::optional<Instant> next_timeout() const override;
  [[nodiscard]] bool finished() const override { return peer_closed_; }

 private:
  [[nodiscard]] bool all_sent() const { return books_.there.sent() == periodic_.count; }
  void write_due(Instant now, ByteStream& stream);

  const Periodic periodic_;
  Books& books_;
  PeriodicLog& log_;
  Bytes message_;  // under way, from written_ on
  std::size_t written_ = 0;
  bool closed_ = false;
  bool peer_closed_ = false;
};

}  // namespace acklab::workload
