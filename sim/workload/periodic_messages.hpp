#pragma once

#include <cstdint>
#include <optional>

#include "sim/workload/application.hpp"
#include "sim/workload/books.hpp"
#include "sim/workload/periodic.hpp"

namespace acklab::workload {

/// Sends a datagram, or copies of it, whenever a message is due. The server takes what comes, as
/// BulkMessageServer does.
class PeriodicMessageClient final : public MessageApplication {
 public:
  PeriodicMessageClient(const Periodic& periodic, Books& books)
      : periodic_(periodic), books_(books), log_(books.log<PeriodicLog>()) {}

  void start(Instant now) override { log_.start(now); }
  void handle_message(Instant, ByteView) override {}
  std::optional<Bytes> poll_message(Instant now) override;
  /// Of several copies another may have been taken.
  void note_refused(Instant now) override;
  [[nodiscard]] std::optional<Instant> next_timeout() const override;
  [[nodiscard]] bool finished() const override { return number_ == periodic_.count; }

 private:
  const Periodic periodic_;
  Books& books_;
  PeriodicLog& log_;
  std::uint64_t number_ = 0;       // of the message that is next
  std::uint32_t copies_sent_ = 0;  // of it
};

}  // namespace acklab::workload
