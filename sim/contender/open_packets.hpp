#pragma once

#include <cstdint>
#include <deque>
#include <string>

#include "sim/contender/flow_ordinals.hpp"

namespace acklab::contender {

/// Places in a text that say which packet of a shared link something is of, left open until the
/// link has taken that packet in: its index stands there then.
class OpenPackets {
 public:
  /// At the end of `text`; the packet is the `ordinal`-th of its flow and direction.
  void leave_open(const std::string& text, std::uint32_t flow, link::Direction direction,
                  std::uint64_t ordinal);
  /// A packet enters the link: fills in `,"packet":INDEX`. Those before it that never came stay as
  /// they are.
  void entered(std::string& text, const link::Crossing& crossing);
  [[nodiscard]] bool empty() const { return places_.empty(); }
  /// Those still open stay as they are.
  void forget() { places_.clear(); }

 private:
  struct Place {
    std::uint32_t flow = 0;
    link::Direction direction = link::Direction::forward;
    std::uint64_t ordinal = 0;
    std::size_t at = 0;
  };

  FlowOrdinals ordinals_;
  std::deque<Place> places_;
};

}  // namespace acklab::contender
