#pragma once

#include <cstdint>
#include <optional>

#include "net/base/time.hpp"

namespace acklab::workload {

/// What either side knew of the other while nothing was said.
struct IdleMeasures {
  std::uint64_t answers = 0;        // of the two lines
  std::uint64_t read_timeouts = 0;  // reads of the client that waited as long as they may
  /// What was there of an answer when a read first waited in vain; nothing: none did.
  std::optional<std::uint64_t> partial_bytes;
  /// When the client learned that the connection is no more, since the start of the run; nothing:
  /// never.
  std::optional<Duration> noticed;
  /// The same, since the server forgot it.
  std::optional<Duration> noticed_after;
};

/// What became of both sides of such a job, and when.
class IdleLog {
 public:
  void start(Instant now) { started_ = now; }
  void note_answer() { ++answers_; }
  void note_read_timeout(std::uint64_t bytes_there) {
    ++read_timeouts_;
    if (!partial_bytes_) partial_bytes_ = bytes_there;
  }
  void note_killed(Instant now) { killed_ = now; }
  void note_lost(Instant now) {
    if (!lost_) lost_ = now;
  }

  [[nodiscard]] IdleMeasures measures() const {
    IdleMeasures measures{answers_, read_timeouts_, partial_bytes_, {}, {}};
    if (lost_) measures.noticed = *lost_ - started_;
    if (lost_ && killed_) measures.noticed_after = *lost_ - *killed_;
    return measures;
  }

 private:
  Instant started_{};
  std::uint64_t answers_ = 0;
  std::uint64_t read_timeouts_ = 0;
  std::optional<std::uint64_t> partial_bytes_;
  std::optional<Instant> killed_;
  std::optional<Instant> lost_;
};

}  // namespace acklab::workload
