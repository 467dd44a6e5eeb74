#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "net/base/time.hpp"
#include "sim/link/bottleneck/waiting.hpp"

namespace acklab::link {

/// Copies of one direction that have left the line and that rules keep from coming out.
class HeldCopies {
 public:
  [[nodiscard]] bool empty() const { return held_.empty() && displaced_.empty(); }
  [[nodiscard]] std::size_t size() const { return held_.size() + displaced_.size(); }

  /// Keeps a copy until so many packets have been offered as its prescription says.
  void hold(Waiting&& copy) { held_.push_back(std::move(copy)); }
  /// Those that need be held no longer, due now at the earliest.
  [[nodiscard]] std::vector<Waiting> let_go(Instant now, std::uint64_t offered,
                                            std::uint64_t opposite_offered);

  /// Keeps a copy until so many later packets are due as its prescription says.
  void displace(Waiting&& copy);
  /// A packet is due: those whose last one that was, due with it at the earliest.
  [[nodiscard]] std::vector<Waiting> passed_by(std::uint64_t index, Instant due);

 private:
  struct Displaced {
    Waiting copy;
    std::uint32_t remaining = 0;
  };

  std::vector<Waiting> held_;
  std::vector<Displaced> displaced_;
};

}  // namespace acklab::link
