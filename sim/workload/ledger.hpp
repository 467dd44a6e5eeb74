#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <utility>
#include <vector>

#include "net/base/bytes.hpp"
#include "net/base/time.hpp"
#include "sim/workload/oracle.hpp"
#include "sim/workload/order_meter.hpp"
#include "sim/workload/records.hpp"
#include "sim/workload/stall_meter.hpp"

namespace acklab::workload {

/// When octets reached the receiving application; nothing: none did.
struct Arrivals {
  std::optional<Instant> first;        // the first octets
  std::optional<Instant> last;         // the latest octets
  std::optional<Instant> last_intact;  // the latest that completed a record not yet had intact
};

/// Told of each record that reaches the receiving application.
class RecordWatch {
 public:
  RecordWatch() = default;
  RecordWatch(const RecordWatch&) = delete;
  RecordWatch& operator=(const RecordWatch&) = delete;
  virtual ~RecordWatch() = default;
  virtual void note_record(Instant now, const Judgement& judgement) = 0;
};

/// Told of the octets themselves, which the ledger does not keep.
class OctetWatch {
 public:
  OctetWatch() = default;
  OctetWatch(const OctetWatch&) = delete;
  OctetWatch& operator=(const OctetWatch&) = delete;
  virtual ~OctetWatch() = default;
  /// Nothing: it cannot be said which record it is.
  virtual void note_message(ByteView message, std::optional<std::uint64_t> number) = 0;
  virtual void note_stream(ByteView octets) = 0;
};

/// The books of one direction of a job, kept outside of every transport: what the sending
/// application handed over and what the receiving one got, and when.
class Ledger final : private JudgementObserver {
 public:
  explicit Ledger(const Records& records) : records_(records), oracle_(records, this) {}

  /// A watch must outlive the ledger.
  void tell(RecordWatch& watch) { watch_ = &watch; }
  void show(OctetWatch& watch) { octet_watch_ = &watch; }
  /// Whoever traces the run is told too.
  using RecordSink = std::function<void(Instant now, const Judgement& judgement)>;
  void record(RecordSink sink) { sink_ = std::move(sink); }

  /// The sending application handed one more record over, whole: the next one.
  void note_sent() { ++sent_; }
  /// It handed over record `number`, not necessarily for the first time, nor the next. A job uses
  /// this one or the other.
  void note_sent(std::uint64_t number);
  /// The system did not take record `number`, which was noted so.
  void take_back(std::uint64_t number);
  /// A message reached the receiving application. Which record it is, if that can be said.
  std::optional<std::uint64_t> handle_message(Instant now, ByteView message);
  /// Octets of the stream reached the receiving application.
  void handle_stream(Instant now, ByteView octets);

  [[nodiscard]] const Records& records() const { return records_; }
  [[nodiscard]] const Oracle& oracle() const { return oracle_; }
  [[nodiscard]] const Arrivals& arrivals() const { return arrivals_; }
  /// How many records were handed over.
  [[nodiscard]] std::uint64_t sent() const { return sent_; }
  [[nodiscard]] bool was_sent(std::uint64_t number) const {
    return sent_marks_.empty() ? number < sent_ : sent_marks_[number];
  }
  [[nodiscard]] Integrity verdict() const;
  /// In which order messages came; of a stream it says nothing.
  [[nodiscard]] const OrderMeter& order() const { return order_; }
  [[nodiscard]] const StallMeter& stalls() const { return stalls_; }

 private:
  void note_judgement(const Judgement& judgement) override;
  void note_arrival(Instant now, std::uint64_t intact_bytes_before);

  Records records_;
  Oracle oracle_;
  Arrivals arrivals_;
  OrderMeter order_;
  StallMeter stalls_;
  RecordWatch* watch_ = nullptr;
  OctetWatch* octet_watch_ = nullptr;
  RecordSink sink_;
  Instant now_{};            // of the arrival that is being judged
  bool is_message_ = false;  // and whether it is one
  std::optional<std::uint64_t> last_recognised_;
  std::uint64_t sent_ = 0;
  std::vector<bool> sent_marks_;  // empty: the first sent_ records
};

}  // namespace acklab::workload
