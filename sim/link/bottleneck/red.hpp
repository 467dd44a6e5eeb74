#pragma once

#include <cstdint>
#include <optional>

#include "sim/link/bottleneck/discipline.hpp"

namespace acklab::link {

/// Random Early Detection (Floyd and Jacobson 1993; tc `red`): the more bytes wait on average, the
/// likelier an arriving packet is dropped.
///
/// Each arrival moves the average towards what waits, by the share `weight`; the time that the
/// queue was empty before it counts as if so many packets of 1000 bytes had passed meanwhile. From
/// `min` to `max` the chance grows from 0 to `probability`, and drops are spread evenly: with
/// chance p, what was not dropped the n-th time in a row has p / (1 − n p). From `max` on
/// everything is dropped, marks or not (RFC 3168 §7); if `gentle`, the chance grows on from there,
/// to 1 at twice the `max`.
///
/// The average has 20 bits behind the point; decisions are counted by copy.
class Red final : public Discipline {
 public:
  Red(const RedSettings& settings, RandomStream random) : settings_(settings), random_(random) {}

  [[nodiscard]] Verdict arriving(const Arrival& arrival, const Line& line) override;
  [[nodiscard]] Verdict leaving(const Departure& departure) override;
  [[nodiscard]] bool change(const DisciplineSettings& settings) override;

  [[nodiscard]] std::uint64_t average_bytes() const { return average_ >> fraction_bits; }

 private:
  static constexpr unsigned fraction_bits = 20;

  void move_average(const Arrival& arrival, const Line& line);
  void fade(Duration idle, const Line& line, Instant now);
  /// The chance of a drop that the average alone makes, of 2^60.
  [[nodiscard]] std::uint64_t chance() const;
  [[nodiscard]] bool strikes(std::uint64_t chance, CopyKey key);

  RedSettings settings_;
  RandomStream random_;
  std::uint64_t average_ = 0;  // bytes · 2^fraction_bits
  std::uint64_t passed_ = 0;   // not dropped in a row, between min and max
  std::optional<Instant> empty_since_;
};

}  // namespace acklab::link
