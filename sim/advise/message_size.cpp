#include "sim/advise/message_size.hpp"

#include <cassert>
#include <cmath>

#include "sim/link/mtu/fragments.hpp"
#include "sim/report/quantity.hpp"

namespace acklab::advise {
namespace {

constexpr std::uint32_t ethernet_mtu_bytes = 1500;
constexpr std::uint32_t udp_header_bytes = 8;

}  // namespace

SizeClass size_class(std::uint64_t message_bytes) {
  if (message_bytes <= safe_datagram_bytes) return SizeClass::safe;
  if (message_bytes <= ethernet_datagram_bytes) return SizeClass::ethernet;
  return message_bytes <= largest_datagram_bytes ? SizeClass::fragments : SizeClass::too_large;
}

std::string_view to_string(SizeClass size) {
  switch (size) {
    case SizeClass::safe:
      return "safe";
    case SizeClass::ethernet:
      return "ethernet";
    case SizeClass::fragments:
      return "fragments";
    case SizeClass::too_large:
      return "too_large";
  }
  return "unknown";
}

std::uint32_t fragments_over_ipv4(std::uint64_t message_bytes) {
  assert(message_bytes <= largest_datagram_bytes);
  constexpr auto version = IpAddress::Family::v4;
  const std::uint32_t packet =
      static_cast<std::uint32_t>(message_bytes) + udp_header_bytes + link::ip_header_bytes(version);
  return link::fragments_of(packet, ethernet_mtu_bytes, version).count;
}

double share_of_messages_lost(std::uint64_t message_bytes, double packet_loss) {
  return 1 - std::pow(1 - packet_loss, fragments_over_ipv4(message_bytes));
}

double loss_of_messages(const Answers& answers, const link::LinkSettings& link) {
  const link::DirectionSettings& way = answers.talk == Talk::none ? link.forward : link.reverse;
  return way.loss.mean();
}

std::string size_advice(const Answers& answers, const link::LinkSettings& link,
                        const report::Words& words) {
  const std::uint64_t bytes = answers.message_bytes;
  switch (size_class(bytes)) {
    case SizeClass::safe:
      return words.say("advise.size_safe", bytes, safe_datagram_bytes);
    case SizeClass::ethernet:
      return words.say("advise.size_ethernet", bytes, ethernet_datagram_bytes,
                       ethernet_datagram_bytes_over_ipv6, safe_datagram_bytes);
    case SizeClass::fragments:
      break;
    case SizeClass::too_large:
      return words.say("advise.size_too_large", bytes, largest_datagram_bytes,
                       ethernet_datagram_bytes, safe_datagram_bytes);
  }
  std::string text = words.say("advise.size_fragments", bytes, fragments_over_ipv4(bytes));
  if (const double loss = loss_of_messages(answers, link); loss > 0) {
    text += words.say("advise.size_loss", report::share_text(loss),
                      report::share_text(share_of_messages_lost(bytes, loss)));
  }
  return text + words.say("advise.size_keep_below", ethernet_datagram_bytes,
                          ethernet_datagram_bytes_over_ipv6, safe_datagram_bytes);
}

}  // namespace acklab::advise
