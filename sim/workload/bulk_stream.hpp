#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "net/base/bytes.hpp"
#include "sim/workload/application.hpp"
#include "sim/workload/ledger.hpp"

namespace acklab::workload {

/// Writes all records into the stream, closes it, and waits for the other side to close too.
class BulkStreamClient final : public StreamApplication {
 public:
  /// After `lasts` it begins no further record.
  explicit BulkStreamClient(Ledger& ledger, std::optional<Duration> lasts = std::nullopt)
      : ledger_(ledger), lasts_(lasts) {}

  void begin_connection(Instant now) override {
    if (lasts_) until_ = now + *lasts_;
  }
  void progress(Instant now, ByteStream& stream) override;
  [[nodiscard]] std::optional<Instant> next_timeout() const override {
    return stopped_ ? std::nullopt : until_;
  }
  /// Everything was written and the server has closed.
  [[nodiscard]] bool finished() const override { return peer_closed_; }

 private:
  [[nodiscard]] bool all_is_written() const {
    return ledger_.sent() == ledger_.records().count() || (stopped_ && written_ == 0);
  }
  void write_records(Instant now, ByteStream& stream);

  Ledger& ledger_;
  std::optional<Duration> lasts_;
  std::optional<Instant> until_;
  bool stopped_ = false;
  Bytes record_;  // under way, from written_ on
  std::size_t written_ = 0;
  bool closed_ = false;
  bool peer_closed_ = false;
};

/// Reads to the end of the stream, then closes its own side.
class BulkStreamServer final : public StreamApplication {
 public:
  explicit BulkStreamServer(Ledger& ledger);

  void progress(Instant now, ByteStream& stream) override;
  /// The end of the stream was read.
  [[nodiscard]] bool finished() const override { return closed_; }

 private:
  Ledger& ledger_;
  Bytes buffer_;
  bool closed_ = false;
};

}  // namespace acklab::workload
