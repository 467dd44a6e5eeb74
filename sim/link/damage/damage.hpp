#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/link/packet.hpp"

namespace acklab::link {

/// What was done to the octets of one copy: enough to do it again to another copy of it.
///
/// Octets count from the first one of the transport's header (TransportOctets::begin): of a UDP
/// datagram that has a checksum that is UDP's header, on every carrier alike.
struct Damage {
  struct Flip {
    std::uint32_t octet = 0;
    std::uint8_t bits = 0;  // those that are flipped
    friend bool operator==(Flip, Flip) = default;
  };
  struct Swap {  // of two 16-bit words that begin at these octets
    std::uint32_t first = 0;
    std::uint32_t second = 0;
    friend bool operator==(Swap, Swap) = default;
  };
  std::vector<Flip> flips;  // by octet
  std::optional<Swap> swap;
  bool repaired = false;  // the checksum made right again

  friend bool operator==(const Damage&, const Damage&) = default;
};

/// Does `damage` to a packet. Octets that it does not have are passed over.
void apply(Packet& packet, const Damage& damage);

/// "flip 12:80 13:01", "swap 20 34", with " repaired" behind it: octets in decimal, bits in
/// hexadecimal.
[[nodiscard]] std::string to_text(const Damage& damage);
/// What to_text has written; nothing for anything else.
[[nodiscard]] std::optional<Damage> damage_from_text(std::string_view text);

}  // namespace acklab::link
