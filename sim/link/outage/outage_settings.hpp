#pragma once

#include <optional>

#include "net/base/time.hpp"

namespace acklab::link {

/// A time in which a direction lets nothing in: once, or again and again.
struct OutageWindow {
  Duration from{};                // of the first one, since the first packet offered to the link
  Duration length{};              // positive
  std::optional<Duration> every;  // from one beginning to the next, longer than length

  friend bool operator==(const OutageWindow&, const OutageWindow&) = default;
};

}  // namespace acklab::link
