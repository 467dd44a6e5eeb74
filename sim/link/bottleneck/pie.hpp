#pragma once

#include <cstdint>
#include <optional>

#include "sim/link/bottleneck/discipline.hpp"

namespace acklab::link {

/// Proportional Integral controller Enhanced (RFC 8033; tc `pie`): every `update` the chance with
/// which arriving packets are dropped is corrected by how far the queueing delay is from the
/// `target` and by where it is going.
///
/// All of RFC 8033 §4 and of §5: auto-tuned steps, at most 2 % at a time when the chance is large,
/// decay of an idle queue, the allowance for `burst`, evenly spread drops, marking below 10 %. The
/// queueing delay is how long the packet that left last had waited (§4.3 allows it). It is always
/// active: the first update is one `update` after the first packet.
///
/// The chance is a fraction of 2^60 and its decisions are counted by copy.
class Pie final : public Discipline {
 public:
  Pie(const PieSettings& settings, RandomStream random);

  [[nodiscard]] Verdict arriving(const Arrival& arrival, const Line& line) override;
  [[nodiscard]] Verdict leaving(const Departure& departure) override;
  [[nodiscard]] bool change(const DisciplineSettings& settings) override;

  /// The chance, of 2^60.
  [[nodiscard]] std::uint64_t drop_probability() const { return probability_; }

  static constexpr std::uint64_t one = std::uint64_t{1} << 60U;

 private:
  /// Makes all updates that are due by `now`.
  void catch_up(Instant now);
  void update();
  [[nodiscard]] bool at_rest() const;
  [[nodiscard]] bool drops_early(const Arrival& arrival);

  PieSettings settings_;
  RandomStream random_;
  std::optional<Instant> next_update_;
  std::uint64_t probability_ = 0;
  std::uint64_t accumulated_ = 0;  // chances since the last drop
  Duration delay_{};               // of the queue, as of the last departure
  Duration previous_delay_{};      // at the last update
  Duration burst_left_;
};

}  // namespace acklab::link
