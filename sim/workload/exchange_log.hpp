#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "net/base/time.hpp"
#include "sim/workload/latency_distribution.hpp"
#include "sim/workload/spread.hpp"

namespace acklab::workload {

/// How requests were answered.
struct ExchangeMeasures {
  std::uint64_t begun = 0;
  std::uint64_t done = 0;
  std::uint64_t given_up = 0;  // over datagrams: unanswered for the timeout after the last try
  std::uint64_t retries = 0;
  std::uint64_t connections = 0;       // that were established
  std::optional<Spread> latency;       // of those done: from when it was wanted to the last octet
  std::optional<Duration> first_byte;  // median: from when it was wanted to its first octets
  std::optional<Duration> connect;     // median: from the opening to the establishment
};

/// When the client of a job of exchanges did what.
class ExchangeLog {
 public:
  /// Another exchange is wanted.
  void begin(Instant now);
  /// The first octets of the answer to the latest exchange came.
  void note_first_byte(Instant now);
  /// Its answer is complete.
  void note_done(Instant now);
  void note_given_up() { ++given_up_; }
  void note_retry() { ++retries_; }
  void note_connected(Duration taken) { connecting_.push_back(taken); }

  [[nodiscard]] ExchangeMeasures measures() const;
  /// Of those done; the others that were begun never came.
  [[nodiscard]] LatencyDistribution latency() const {
    return distribution_of(latencies_, begun_ - latencies_.size());
  }

 private:
  Instant begun_at_{};
  std::uint64_t begun_ = 0;
  std::uint64_t given_up_ = 0;
  std::uint64_t retries_ = 0;
  std::vector<Duration> latencies_;
  std::vector<Duration> first_bytes_;
  std::vector<Duration> connecting_;
};

}  // namespace acklab::workload
