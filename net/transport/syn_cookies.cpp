#include "net/transport/syn_cookies.hpp"

#include <algorithm>
#include <array>
#include <iterator>

#include "net/base/bytes.hpp"
#include "net/base/random.hpp"
#include "net/transport/handshake.hpp"
#include "net/transport/initial_sequence.hpp"

namespace acklab::transport {
namespace {

/// What peers announce: the smallest believed, the default, IPv6's smallest MTU, tunnels, UDP on
/// IPv6 and IPv4 over Ethernet, IPv4 over Ethernet, jumbo frames.
constexpr std::array<std::uint16_t, 8> cookie_sizes{
    smallest_max_segment_bytes, default_max_segment_bytes, 1220, 1400, 1432, 1452, 1460, 8940};
constexpr std::uint32_t size_bits = 3;
constexpr std::uint32_t hash_bits = 28;

constexpr std::uint32_t scale_mask = 0xf;
constexpr std::uint32_t no_scale = 0xf;  // the largest scale is 14
constexpr std::uint32_t sack_bit = 0x10;
/// The maximum ACK delays that can be remembered, in the option's units of 100 us.
constexpr std::array<std::uint16_t, 7> cookie_ack_delays{0, 10, 30, 100, 250, 400, 65'535};
constexpr std::uint32_t acklab_shift = 5;  // 4 bits: 0, or 1 + delay, or 8 + delay with CRC32C
constexpr std::uint32_t hidden_bits = 9;
constexpr std::uint32_t hidden_mask = (1U << hidden_bits) - 1;

/// Rounded up: an ACK must never be expected before it can come.
std::uint32_t index_of_ack_delay(std::uint16_t delay) {
  const auto at = std::lower_bound(cookie_ack_delays.begin(), cookie_ack_delays.end(), delay);
  return static_cast<std::uint32_t>(std::distance(cookie_ack_delays.begin(), at));
}

std::uint32_t hide_acklab(const std::optional<wire::AcklabOption>& option) {
  if (!option) return 0;
  constexpr std::uint32_t delays = cookie_ack_delays.size();
  return index_of_ack_delay(option->max_ack_delay) + (option->crc32c ? delays + 1 : 1U);
}

std::optional<wire::AcklabOption> hidden_acklab(std::uint32_t hidden) {
  constexpr std::uint32_t delays = cookie_ack_delays.size();
  if (hidden == 0 || hidden > 2 * delays) return std::nullopt;
  return wire::AcklabOption{cookie_ack_delays[(hidden - 1) % delays], hidden > delays};
}

std::uint64_t counter_at(Instant now) {
  return static_cast<std::uint64_t>(now.time_since_epoch() / SynCookies::counter_tick);
}

/// The largest of the eight sizes that is no larger than announced.
std::uint32_t index_of_size(const wire::SynOptions& options) {
  const std::uint16_t announced = options.max_segment_size.value_or(default_max_segment_bytes);
  const auto above = std::upper_bound(cookie_sizes.begin(), cookie_sizes.end(), announced);
  const auto index = std::distance(cookie_sizes.begin(), above);
  return index == 0 ? 0 : static_cast<std::uint32_t>(index - 1);
}

void append(Bytes& message, std::uint64_t value, unsigned octets) {
  for (unsigned octet = octets; octet > 0; --octet) {
    message.push_back(static_cast<std::uint8_t>(value >> (8 * (octet - 1)) & 0xffU));
  }
}

}  // namespace

Seq32 SynCookies::make(Instant now, const ConnectionKey& key, const wire::Segment& syn) const {
  const std::uint64_t counter = counter_at(now);
  const std::uint32_t index = index_of_size(syn.syn_options);
  const std::uint32_t parity = static_cast<std::uint32_t>(counter & 1U);
  return Seq32{parity << (size_bits + hash_bits) | index << hash_bits |
               hash(key, syn.sender.sequence, counter, index)};
}

std::optional<std::uint16_t> SynCookies::max_segment_size(Instant now, const ConnectionKey& key,
                                                          Seq32 peer_initial, Seq32 cookie) const {
  const std::uint32_t index = cookie.value() >> hash_bits & ((1U << size_bits) - 1);
  const std::uint32_t parity = cookie.value() >> (size_bits + hash_bits);
  std::uint64_t counter = counter_at(now);
  if ((counter & 1U) != parity) {
    if (counter == 0) return std::nullopt;
    --counter;
  }
  const std::uint32_t expected = hash(key, peer_initial, counter, index);
  if ((cookie.value() & ((1U << hash_bits) - 1)) != expected) return std::nullopt;
  return cookie_sizes[index];
}

std::uint32_t SynCookies::hash(const ConnectionKey& key, Seq32 peer_initial, std::uint64_t counter,
                               std::uint32_t mss_index) const {
  Bytes message{key.peer.ip.octets().begin(), key.peer.ip.octets().end()};
  append(message, key.peer.ip.family() == IpAddress::Family::v6 ? 6 : 4, 1);
  append(message, key.peer.port, 2);
  append(message, key.remote_port, 2);
  append(message, key.local_port, 2);
  append(message, peer_initial.value(), 4);
  append(message, counter, 8);
  append(message, mss_index, 1);
  // Another key than that of ordinary initial sequence numbers, which everybody can ask for.
  constexpr std::uint64_t domain = 0x73796e2d636f6f6b;
  const std::uint64_t keyed = sip_hash({mix64(secret_ ^ domain), mix64(secret_ + domain)}, message);
  return static_cast<std::uint32_t>(keyed & ((1U << hash_bits) - 1));
}

wire::SynOptions remembered_by_cookie(const wire::Segment& syn, bool timestamps_agreed) {
  wire::SynOptions options;
  options.max_segment_size = cookie_sizes[index_of_size(syn.syn_options)];
  if (!timestamps_agreed) return options;
  options.sack_permitted = syn.syn_options.sack_permitted;
  if (syn.syn_options.window_scale) {
    options.window_scale = std::min<std::uint8_t>(*syn.syn_options.window_scale, 14);
  }
  if (syn.syn_options.acklab) {
    options.acklab = syn.syn_options.acklab;
    std::uint16_t& delay = options.acklab->max_ack_delay;
    delay = cookie_ack_delays[index_of_ack_delay(delay)];
  }
  return options;
}

std::uint32_t hide_options(std::uint32_t value, const wire::SynOptions& options) {
  const std::uint32_t scale = options.window_scale ? *options.window_scale & scale_mask : no_scale;
  const std::uint32_t hidden = scale | (options.sack_permitted ? sack_bit : 0U) |
                               hide_acklab(options.acklab) << acklab_shift;
  const std::uint32_t hiding = (value & ~hidden_mask) | hidden;
  // Never ahead of the clock: the peer would take what follows for old duplicates (PAWS).
  return hiding > value ? hiding - (hidden_mask + 1) : hiding;
}

wire::SynOptions hidden_options(std::uint32_t echoed) {
  wire::SynOptions options;
  const std::uint32_t scale = echoed & scale_mask;
  if (scale != no_scale) options.window_scale = static_cast<std::uint8_t>(scale);
  options.sack_permitted = (echoed & sack_bit) != 0;
  options.acklab = hidden_acklab((echoed & hidden_mask) >> acklab_shift);
  return options;
}

}  // namespace acklab::transport
