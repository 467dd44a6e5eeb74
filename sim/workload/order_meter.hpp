#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace acklab::workload {

/// In which order numbered messages came, after RFC 4737; the arrivals are the first of each
/// number.
struct OrderMeasures {
  std::uint64_t arrivals = 0;
  std::uint64_t reordered = 0;  // behind one with a higher number (§3.3)
  double reordered_ratio = 0;   // of the arrivals (§4.1)
  /// How many arrivals before, the first one with a higher number came (§4.2.1); 0: none reordered.
  double mean_extent = 0;
  std::uint64_t max_extent = 0;
  /// Behind at least three in a row with higher numbers (§5.4 with n = 3): a TCP that counts three
  /// duplicate ACKs takes these for lost.
  double three_reordered_ratio = 0;
  /// Arrivals in order from one that is reordered to the next (§4.5), on average; of all when none
  /// is.
  double mean_run = 0;
};

/// Takes arrivals one by one. Its memory grows with the losses and with what is out of order, not
/// with the arrivals.
class OrderMeter {
 public:
  void note_arrival(std::uint64_t number);
  /// Nothing before the first arrival.
  [[nodiscard]] std::optional<OrderMeasures> measures() const;

 private:
  static constexpr std::size_t n = 3;

  /// New highest numbers that followed each other without a break: the one that came as arrival
  /// `at` had the number `number`, the next arrival the next number, `length` of them.
  struct Ascent {
    std::uint64_t at = 0;
    std::uint64_t number = 0;
    std::uint64_t length = 0;
  };

  void note_reordered(std::uint64_t number);
  [[nodiscard]] std::uint64_t first_above(std::uint64_t number) const;

  std::vector<Ascent> ascents_;
  std::array<std::uint64_t, n> recent_{};  // the latest arrivals, by their count modulo n
  std::uint64_t arrivals_ = 0;
  std::uint64_t next_expected_ = 0;
  std::uint64_t reordered_ = 0;
  std::uint64_t three_reordered_ = 0;
  std::uint64_t extents_ = 0;
  std::uint64_t max_extent_ = 0;
};

}  // namespace acklab::workload
