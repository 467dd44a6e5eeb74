#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace acklab {

/// An IPv4 or IPv6 address as a plain value: no system header, no name resolution.
class IpAddress {
 public:
  enum class Family : std::uint8_t { v4, v6 };

  /// 0.0.0.0
  constexpr IpAddress() = default;
  [[nodiscard]] static constexpr IpAddress v4(std::uint8_t a, std::uint8_t b, std::uint8_t c,
                                              std::uint8_t d) {
    IpAddress address;
    address.octets_ = {a, b, c, d};
    return address;
  }
  /// `scope_id` is the interface index of a link-local address, else 0.
  [[nodiscard]] static constexpr IpAddress v6(const std::array<std::uint8_t, 16>& octets,
                                              std::uint32_t scope_id = 0) {
    IpAddress address;
    address.octets_ = octets;
    address.family_ = Family::v6;
    address.scope_id_ = scope_id;
    return address;
  }
  [[nodiscard]] static constexpr IpAddress loopback_v4() { return v4(127, 0, 0, 1); }
  /// ::1
  [[nodiscard]] static constexpr IpAddress loopback_v6() {
    return v6({0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1});
  }

  [[nodiscard]] constexpr Family family() const { return family_; }
  /// The first 4 octets of an IPv4 address, all 16 of an IPv6 one, in network order.
  [[nodiscard]] constexpr const std::array<std::uint8_t, 16>& octets() const { return octets_; }
  [[nodiscard]] constexpr std::uint32_t scope_id() const { return scope_id_; }

  friend constexpr auto operator<=>(const IpAddress&, const IpAddress&) = default;

 private:
  std::array<std::uint8_t, 16> octets_{};
  Family family_ = Family::v4;
  std::uint32_t scope_id_ = 0;
};

/// Where a datagram goes to or came from: an address and a port.
struct SocketAddress {
  IpAddress ip;
  std::uint16_t port = 0;

  friend constexpr auto operator<=>(const SocketAddress&, const SocketAddress&) = default;
};

/// Whether one host can have the address: no multicast, no broadcast to all, none of those that
/// mean "this host" or nothing yet (RFC 1122 §3.2.1.3, RFC 4291 §2.5.2 and §2.7).
[[nodiscard]] bool is_unicast(const IpAddress& address);

/// "10.0.0.1:80" or "[2001:db8::1]:80" (RFC 5952 §6).
[[nodiscard]] std::string to_string(const SocketAddress& address);

/// "10.0.0.1" or "2001:db8::1" (RFC 5952: longest run of zero groups shortened, lower case).
[[nodiscard]] std::string to_string(const IpAddress& address);

}  // namespace acklab
