#pragma once

#include <cstdint>
#include <optional>

#include "net/base/bytes.hpp"
#include "net/base/time.hpp"
#include "sim/workload/oracle.hpp"
#include "sim/workload/records.hpp"

namespace acklab::workload {

/// When octets reached the receiving application; nothing: none did.
struct Arrivals {
  std::optional<Instant> first;        // the first octets
  std::optional<Instant> last;         // the latest octets
  std::optional<Instant> last_intact;  // the latest that completed a record not yet had intact
};

/// The books of one job, kept outside of every transport: what the sending application handed over
/// and what the receiving one got, and when.
class Ledger {
 public:
  explicit Ledger(const Records& records) : records_(records), oracle_(records) {}

  /// The sending application handed one more record over, whole.
  void note_sent() { ++sent_; }
  /// A message reached the receiving application.
  void handle_message(Instant now, ByteView message);
  /// Octets of the stream reached the receiving application.
  void handle_stream(Instant now, ByteView octets);

  [[nodiscard]] const Records& records() const { return records_; }
  [[nodiscard]] const Oracle& oracle() const { return oracle_; }
  [[nodiscard]] const Arrivals& arrivals() const { return arrivals_; }
  [[nodiscard]] std::uint64_t sent() const { return sent_; }
  [[nodiscard]] Integrity verdict() const { return oracle_.verdict(sent_); }

 private:
  void note_arrival(Instant now, std::uint64_t intact_bytes_before);

  Records records_;
  Oracle oracle_;
  Arrivals arrivals_;
  std::uint64_t sent_ = 0;
};

}  // namespace acklab::workload
