#pragma once

#include <cstdint>
#include <optional>

namespace acklab::link {

/// What becomes of a packet larger than the MTU.
enum class Oversize : std::uint8_t {
  drop,      // it vanishes without a word, as behind a firewall that eats ICMP
  fragment,  // it is cut as IP would cut it
};
[[nodiscard]] const char* to_string(Oversize oversize);

/// The largest IP packet, header included, that a direction carries in one piece.
struct MtuSettings {
  std::uint32_t bytes = 1500;
  Oversize oversize = Oversize::drop;

  friend bool operator==(const MtuSettings&, const MtuSettings&) = default;
};

/// Whether packets too large for the link are cut, so that larger ones may be offered to it.
[[nodiscard]] constexpr bool cuts_large_packets(const std::optional<MtuSettings>& mtu) {
  return mtu && mtu->oversize == Oversize::fragment;
}

inline constexpr std::uint32_t min_mtu_bytes = 68;         // RFC 791 §3.2
inline constexpr std::uint32_t min_ipv6_mtu_bytes = 1280;  // RFC 8200 §5
inline constexpr std::uint32_t max_mtu_bytes = 65'535;

}  // namespace acklab::link
