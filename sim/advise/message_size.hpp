#pragma once

#include <cstdint>
#include <string>

#include "sim/advise/answers.hpp"
#include "sim/link/settings.hpp"
#include "sim/report/words/words.hpp"

namespace acklab::advise {

/// The largest payload of a UDP datagram over IPv4: 65,535 bytes less the headers of IP and UDP.
inline constexpr std::uint64_t largest_datagram_bytes = 65'507;
/// What fits an Ethernet packet of 1500 bytes in one piece, over IPv4 and over IPv6.
inline constexpr std::uint64_t ethernet_datagram_bytes = 1'472;
inline constexpr std::uint64_t ethernet_datagram_bytes_over_ipv6 = 1'452;
/// What any path carries in one piece, with room to spare: QUIC's choice (RFC 9000 section 14),
/// made for IPv6's smallest MTU of 1280 bytes.
inline constexpr std::uint64_t safe_datagram_bytes = 1'200;

/// How large a message is for a datagram.
enum class SizeClass : std::uint8_t {
  safe,       // fits everywhere
  ethernet,   // fits an Ethernet packet, but not every path
  fragments,  // goes in pieces
  too_large,  // no datagram holds it
};
[[nodiscard]] SizeClass size_class(std::uint64_t message_bytes);
/// "safe", "ethernet", "fragments", "too_large".
[[nodiscard]] std::string_view to_string(SizeClass size);

/// Into how many packets IPv4 cuts a datagram on an Ethernet path; it must not be too large.
[[nodiscard]] std::uint32_t fragments_over_ipv4(std::uint64_t message_bytes);
/// How much of such messages is lost where the link loses this share of packets, each by itself.
[[nodiscard]] double share_of_messages_lost(std::uint64_t message_bytes, double packet_loss);

/// The share of packets that the link loses on the way that the largest messages take.
[[nodiscard]] double loss_of_messages(const Answers& answers, const link::LinkSettings& link);

/// What there is to know about messages of this size, a sentence or two.
[[nodiscard]] std::string size_advice(const Answers& answers, const link::LinkSettings& link,
                                      const report::Words& words);

}  // namespace acklab::advise
