#pragma once

#include <algorithm>
#include <cstdint>

#include "sim/link/counters.hpp"

namespace acklab::link {

/// Counts how losses come together: a burst is packets lost one behind the other among those that
/// met the loss, so one that an earlier step refused neither lengthens nor ends it.
class LossRuns {
 public:
  void note(bool lost, Counters& counters) {
    if (!lost) {
      length_ = 0;
      return;
    }
    if (length_ == 0) ++counters.loss_bursts;
    ++length_;
    counters.longest_loss_burst = std::max(counters.longest_loss_burst, length_);
  }

 private:
  std::uint64_t length_ = 0;
};

}  // namespace acklab::link
