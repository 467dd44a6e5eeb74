#pragma once

#include <cstdint>

#include "net/base/time.hpp"

namespace acklab::link {

/// `from` + `span` for a span that is not negative; beyond the end of the time line, its end.
[[nodiscard]] inline Instant later_by(Instant from, Duration span) {
  std::int64_t sum = 0;
  if (__builtin_add_overflow(from.time_since_epoch().count(), span.count(), &sum)) {
    return Instant::max();
  }
  return Instant{Duration{sum}};
}

}  // namespace acklab::link
