#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "sim/link/fate.hpp"

namespace acklab::link {

/// Of the octets that a TCP sent most often, when: how its timer backs off, as the link sees it.
struct Repeats {
  std::uint32_t transmissions = 0;  // the first included
  std::vector<Duration> gaps;       // from one to the next
  /// How many times as long a gap is as the one before it, on average (the geometric mean): 2 where
  /// a timeout doubles. Nothing with less than two gaps.
  [[nodiscard]] std::optional<double> growth() const;
};

/// Finds the packet that a TCP sent most often, of both directions: data, known by its first octet,
/// a SYN or a FIN. It is told of the fates of a link that reads packets, in whatever order they are
/// decided.
class RepeatMeter {
 public:
  void decided(const FateRecord& fate);
  /// The first that was sent so often; nothing when nothing was sent again.
  [[nodiscard]] const std::optional<Repeats>& most_repeated() const { return most_repeated_; }

 private:
  static constexpr std::size_t most_packets = 1'024;  // to be remembered
  static constexpr std::size_t most_repeats = 128;

  using Key = std::pair<std::uint32_t, std::uint64_t>;  // the connection and the first octet
  struct Lane {
    std::deque<std::pair<Key, Instant>> first;  // transmissions, in the order they were decided
    std::map<Key, std::vector<Instant>> repeated;
  };

  void add(std::vector<Instant>& sent, Instant arrival);

  std::array<Lane, 2> lanes_;
  std::optional<Repeats> most_repeated_;
};

}  // namespace acklab::link
