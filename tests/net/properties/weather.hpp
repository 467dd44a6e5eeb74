#pragma once

#include <cstdint>
#include <string>

#include "net/base/time.hpp"
#include "tests/net/properties/property_dice.hpp"
#include "tests/support/transport_pair.hpp"

namespace acklab::properties {

/// What a pipe does to one direction.
struct Weather {
  std::uint64_t loss_percent = 0;
  std::uint64_t reorder_percent = 0;
  std::uint64_t duplicate_percent = 0;
  std::uint64_t corrupt_percent = 0;

  [[nodiscard]] static Weather roll(const Dice& dice);
  [[nodiscard]] std::string to_text() const;
};

/// The fate of the segment numbered `index` of a direction. Late ones come up to `most_delay`
/// later.
[[nodiscard]] support::Verdict fate_in(const Weather& weather, const RandomStream& draws,
                                       std::uint64_t index, Duration most_delay);

}  // namespace acklab::properties
