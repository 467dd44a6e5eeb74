#pragma once

#include <algorithm>

namespace acklab::theory {

/// The sum of the first `count` timeouts, each twice as long as the one before, none longer than
/// `longest`.
///
/// RFC 6298 section 5, (5.5) and (2.5).
[[nodiscard]] inline double backoff_sum(double first, double longest, double count) {
  double sum = 0;
  double timeout = first;
  for (double made = 0; made < count; ++made) {
    const double next = std::min(timeout, longest);
    // All that follow are alike.
    if (next == longest) return sum + (count - made) * longest;
    sum += next;
    timeout *= 2;
  }
  return sum;
}

}  // namespace acklab::theory
