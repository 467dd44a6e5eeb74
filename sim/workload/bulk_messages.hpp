#pragma once

#include <optional>
#include <vector>

#include "sim/workload/application.hpp"
#include "sim/workload/ledger.hpp"

namespace acklab::workload {

/// Hands over one record a message, as fast as its way across asks for them.
class BulkMessageClient final : public MessageApplication {
 public:
  /// After `lasts` it hands over nothing more.
  explicit BulkMessageClient(Ledger& ledger, std::optional<Duration> lasts = std::nullopt)
      : ledger_(ledger), lasts_(lasts) {}

  void start(Instant now) override {
    if (lasts_) until_ = now + *lasts_;
  }
  void handle_message(Instant, ByteView) override {}
  std::optional<Bytes> poll_message(Instant now) override;
  void take_back(Bytes&& message) override;
  /// At once, as long as there is something to send.
  [[nodiscard]] std::optional<Instant> next_timeout() const override {
    return finished() ? std::nullopt : std::optional{Instant::min()};
  }
  [[nodiscard]] bool finished() const override {
    return stopped_ || ledger_.sent() == ledger_.records().count();
  }

 private:
  Ledger& ledger_;
  std::optional<Duration> lasts_;
  std::optional<Instant> until_;  // once started
  bool stopped_ = false;
  std::vector<Bytes> spare_;  // messages that have crossed
};

/// Takes what comes. Without acknowledgements it cannot know what is still under way: it has
/// finished only when nothing is left to come.
class BulkMessageServer final : public MessageApplication {
 public:
  explicit BulkMessageServer(Ledger& ledger) : ledger_(ledger) {}

  void handle_message(Instant now, ByteView message) override {
    ledger_.handle_message(now, message);
  }
  std::optional<Bytes> poll_message(Instant) override { return std::nullopt; }
  [[nodiscard]] bool finished() const override { return ledger_.oracle().all_intact(); }

 private:
  Ledger& ledger_;
};

}  // namespace acklab::workload
