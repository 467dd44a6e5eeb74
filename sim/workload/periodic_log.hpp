#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "net/base/time.hpp"
#include "sim/workload/latency_distribution.hpp"
#include "sim/workload/ledger.hpp"
#include "sim/workload/periodic.hpp"
#include "sim/workload/spread.hpp"

namespace acklab::workload {

/// How old messages were when they came.
struct PeriodicMeasures {
  std::uint64_t due = 0;          // so many should have been sent by the end
  std::uint64_t arrived = 0;      // intact at least once
  std::uint64_t late = 0;         // of these, older than the deadline
  std::uint64_t missing = 0;      // due and never arrived intact
  std::optional<Spread> latency;  // from due to arrived
  /// The interarrival jitter at the end and at its highest (RFC 3550 §6.4.1 and A.8).
  std::optional<Duration> jitter;
  std::optional<Duration> max_jitter;
  std::optional<Duration> longest_gap;  // from one arrival to the next
  /// The age of the newest message that is there, over the time from the first arrival to the last:
  /// on average and at its highest.
  std::optional<Duration> mean_age;
  std::optional<Duration> max_age;
};

/// When each message was due and when it came.
class PeriodicLog final : public RecordWatch {
 public:
  explicit PeriodicLog(const Periodic& periodic) : periodic_(periodic) {}

  /// The first message is due.
  void start(Instant now) { started_ = now; }
  [[nodiscard]] bool is_started() const { return started_.has_value(); }
  [[nodiscard]] Instant due_at(std::uint64_t number) const;
  void note_record(Instant now, const Judgement& judgement) override;

  /// As things stand at `now`.
  [[nodiscard]] PeriodicMeasures measures(Instant now) const;
  /// Of those that came; the others that were due never did.
  [[nodiscard]] LatencyDistribution latency(Instant now) const;

 private:
  struct Arrival {
    std::uint64_t number = 0;
    Instant at{};
  };

  [[nodiscard]] Duration latency_of(const Arrival& arrival) const {
    return arrival.at - due_at(arrival.number);
  }
  [[nodiscard]] std::uint64_t due_by(Instant now) const;
  [[nodiscard]] std::vector<Duration> latencies() const;
  void add_jitter(PeriodicMeasures& measures) const;
  void add_age(PeriodicMeasures& measures) const;

  const Periodic periodic_;
  std::optional<Instant> started_;
  std::vector<Arrival> arrivals_;  // the first intact ones, in the order they came
};

}  // namespace acklab::workload
