#pragma once

#include <algorithm>

#include "net/base/time.hpp"

namespace acklab::path {

/// How long before an instant a thread should stop sleeping and watch the clock, learnt from how
/// late this machine has woken it so far.
///
/// A busy processor wakes a thread some 40 µs late, one that idles in a virtual machine 150 µs and
/// more. Watching longer than needed only burns the processor.
class WakeUpWatch {
 public:
  static constexpr Duration shortest{20'000};
  static constexpr Duration longest{250'000};

  [[nodiscard]] Duration length() const { return length_; }

  /// A sleep ended this long after its time. Follows rises at once and forgets them slowly, so most
  /// wake-ups are within the watch; one of many milliseconds says nothing about the next.
  void woke_late_by(Duration late) {
    const Duration wanted = std::clamp(late + margin, shortest, longest);
    length_ = wanted > length_ ? wanted : length_ - (length_ - wanted) / 32;
  }

 private:
  static constexpr Duration margin{10'000};
  Duration length_{60'000};
};

}  // namespace acklab::path
