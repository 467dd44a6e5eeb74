#include "net/base/address.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace acklab {
namespace {

std::uint32_t group_at(const IpAddress& address, std::size_t index) {
  return static_cast<std::uint32_t>(address.octets()[2 * index] << 8U) |
         address.octets()[2 * index + 1];
}

struct ZeroRun {
  std::size_t begin = 0;
  std::size_t length = 0;
};

ZeroRun longest_zero_run(const IpAddress& address) {
  ZeroRun best;
  for (std::size_t begin = 0; begin < 8; ++begin) {
    std::size_t length = 0;
    while (begin + length < 8 && group_at(address, begin + length) == 0) ++length;
    if (length >= 2 && length > best.length) best = {begin, length};
  }
  return best;
}

std::string v6_text(const IpAddress& address) {
  const ZeroRun run = longest_zero_run(address);
  std::string text;
  for (std::size_t index = 0; index < 8; ++index) {
    if (run.length > 0 && index == run.begin) {
      text += "::";
      index += run.length - 1;
      continue;
    }
    if (!text.empty() && text.back() != ':') text += ':';
    text += fmt::format("{:x}", group_at(address, index));
  }
  if (address.scope_id() != 0) text += fmt::format("%{}", address.scope_id());
  return text;
}

}  // namespace

bool is_unicast(const IpAddress& address) {
  constexpr std::uint8_t first_multicast_v4 = 224;  // and above: reserved, broadcast
  const auto& octets = address.octets();
  if (address.family() == IpAddress::Family::v4) {
    return octets[0] != 0 && octets[0] < first_multicast_v4;
  }
  const bool unspecified = std::ranges::all_of(octets, [](auto octet) { return octet == 0; });
  return octets[0] != 0xff && !unspecified;
}

std::string to_string(const IpAddress& address) {
  if (address.family() == IpAddress::Family::v6) return v6_text(address);
  const auto& octets = address.octets();
  return fmt::format("{}.{}.{}.{}", octets[0], octets[1], octets[2], octets[3]);
}

std::string to_string(const SocketAddress& address) {
  if (address.ip.family() == IpAddress::Family::v6) {
    return fmt::format("[{}]:{}", to_string(address.ip), address.port);
  }
  return fmt::format("{}:{}", to_string(address.ip), address.port);
}

}  // namespace acklab
