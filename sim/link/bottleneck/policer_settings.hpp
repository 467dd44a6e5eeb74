#pragma once

#include <cstdint>

#include "net/base/rate.hpp"

namespace acklab::link {

/// What a policer lets pass.
struct PolicerSettings {
  BitRate rate;
  /// How much may come at once; a packet larger than that never passes.
  std::uint64_t burst_bytes = 0;

  friend bool operator==(const PolicerSettings&, const PolicerSettings&) = default;
};

}  // namespace acklab::link
