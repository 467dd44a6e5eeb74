#pragma once

#include <cstdint>
#include <optional>

#include "net/base/time.hpp"

namespace acklab::transport {

/// How large segments may be: packetization layer path MTU discovery (RFC 8899, RFC 4821) for one
/// connection. A pure state machine that counts in bytes of payload of a full segment.
///
/// It starts where the path is believed to work and probes upwards, one probe at a time, the
/// largest size first and then by halving what is left. A size that was lost three times does not
/// pass. When full segments vanish altogether (a black hole), it falls back and searches again.
class PathMtu {
 public:
  static constexpr std::uint32_t max_probes = 3;                      // RFC 8899 §5.1.2
  static constexpr Duration raise_after = std::chrono::seconds{600};  // PMTU_RAISE_TIMER, §5.1.1
  static constexpr std::uint32_t granularity_bytes = 8;               // what is not worth a probe

  /// All the same when there is nothing to find out.
  struct Limits {
    std::uint32_t floor;  // MIN_PLPMTU: where even the base vanishes
    std::uint32_t base;   // BASE_PLPMTU: where full segments vanish
    std::uint32_t start;  // what the path is believed to carry
    std::uint32_t most;   // MAX_PLPMTU: what both sides can handle
  };
  explicit PathMtu(const Limits& limits);

  /// The payload of a full segment now (PLPMTU).
  [[nodiscard]] std::uint32_t segment_bytes() const { return segment_bytes_; }
  /// The size of the probe that is due; nothing while one is under way or there is nothing to find.
  [[nodiscard]] std::optional<std::uint32_t> due(Instant now) const;
  void on_probe_sent(std::uint32_t bytes);
  [[nodiscard]] bool probe_under_way() const { return probe_.has_value(); }

  /// A segment with so many bytes arrived.
  void on_delivered(Instant now, std::uint32_t bytes);
  /// The probe was lost, which says nothing about congestion (RFC 8899 §3).
  void on_probe_lost(Instant now);
  /// The retransmission timer expired for the first time for some data.
  void on_first_timeout() { largest_since_timeout_ = 0; }
  /// And again for the same data, in a segment of this size. When nothing as large has arrived
  /// since the first time, the path may have become a black hole for such segments. True when that
  /// made full segments smaller.
  bool on_repeated_timeout(std::uint32_t bytes);
  /// The network says that no more than `bytes` pass (RFC 8899 §4.6). True when that made full
  /// segments smaller.
  bool on_too_big(Instant now, std::uint32_t bytes);

 private:
  [[nodiscard]] bool found() const { return too_large_ - segment_bytes_ <= granularity_bytes; }
  void settle(Instant now);

  Limits limits_;
  std::uint32_t segment_bytes_;
  std::uint32_t too_large_;  // the smallest size known not to pass; most + 1 while none is
  std::optional<std::uint32_t> probe_;
  std::uint32_t probes_lost_ = 0;  // of the candidate, one after the other
  std::uint32_t largest_since_timeout_ = 0;
  std::optional<Instant> rests_until_;  // the search is complete
};

}  // namespace acklab::transport
