#pragma once

#include <cstdint>

namespace acklab::congestion {

/// How much the path loses whatever the sender does: measured while it deliberately sends less than
/// the path delivers and nothing queues, so that what is lost then is not lost to its own load.
class RandomLoss {
 public:
  static constexpr std::uint64_t parts_in_one = 1'000'000;
  /// More than this is not believed: whoever sends 1/(1-p) as much must have a bound.
  static constexpr std::uint64_t most_parts = 400'000;

  /// What became of everything sent during such a time.
  void measure(std::uint64_t delivered_bytes, std::uint64_t lost_bytes);
  /// The same while something queued: proves no random loss, but may disprove it.
  void measure_while_queued(std::uint64_t delivered_bytes, std::uint64_t lost_bytes);

  /// p, in millionths.
  [[nodiscard]] std::uint64_t parts() const { return parts_; }
  [[nodiscard]] bool measured() const { return measured_; }
  /// Whether clearly more was lost than random loss explains: by 2 % of what was sent, by twice the
  /// standard deviation, and by three segments.
  [[nodiscard]] bool exceeded_by(std::uint64_t delivered_bytes, std::uint64_t lost_bytes,
                                 std::uint64_t segment_bytes) const;
  /// How much must be sent so that `bytes` arrive: bytes / (1 - p).
  [[nodiscard]] std::uint64_t to_deliver(std::uint64_t bytes) const;

 private:
  std::uint64_t parts_ = 0;
  bool measured_ = false;
};

}  // namespace acklab::congestion
