#include "net/transport/initial_sequence.hpp"

#include <bit>
#include <chrono>

#include "net/base/random.hpp"

namespace acklab::transport {
namespace {

struct SipState {
  std::uint64_t v0, v1, v2, v3;

  void round() {
    v0 += v1;
    v1 = std::rotl(v1, 13) ^ v0;
    v0 = std::rotl(v0, 32);
    v2 += v3;
    v3 = std::rotl(v3, 16) ^ v2;
    v0 += v3;
    v3 = std::rotl(v3, 21) ^ v0;
    v2 += v1;
    v1 = std::rotl(v1, 17) ^ v2;
    v2 = std::rotl(v2, 32);
  }
  void absorb(std::uint64_t word) {
    v3 ^= word;
    round();
    round();
    v0 ^= word;
  }
};

}  // namespace

std::uint64_t sip_hash(const std::array<std::uint64_t, 2>& key, ByteView message) {
  SipState state{key[0] ^ 0x736f6d6570736575U, key[1] ^ 0x646f72616e646f6dU,
                 key[0] ^ 0x6c7967656e657261U, key[1] ^ 0x7465646279746573U};
  std::uint64_t word = 0;
  for (std::size_t index = 0; index < message.size(); ++index) {
    word |= std::uint64_t{message[index]} << (index % 8 * 8);
    if (index % 8 == 7) {
      state.absorb(word);
      word = 0;
    }
  }
  state.absorb(word | std::uint64_t{message.size()} << 56U);
  state.v2 ^= 0xffU;
  for (int turn = 0; turn < 4; ++turn) state.round();
  return state.v0 ^ state.v1 ^ state.v2 ^ state.v3;
}

namespace {

/// Of what makes a connection, keyed; different for each `purpose`.
std::uint64_t keyed_hash(const SocketAddress& peer, PortPair ports, std::uint64_t secret,
                         std::uint64_t purpose) {
  Bytes message{peer.ip.octets().begin(), peer.ip.octets().end()};
  message.push_back(peer.ip.family() == IpAddress::Family::v6 ? 6 : 4);
  for (const std::uint16_t port : {peer.port, ports.local, ports.remote}) {
    message.push_back(static_cast<std::uint8_t>(port >> 8U));
    message.push_back(static_cast<std::uint8_t>(port & 0xffU));
  }
  return sip_hash({secret, mix64(secret + purpose)}, message);
}

}  // namespace

Seq32 initial_sequence(Instant now, const SocketAddress& peer, PortPair ports,
                       std::uint64_t secret) {
  const std::uint64_t keyed = keyed_hash(peer, ports, secret, 0);
  const auto ticks =
      std::chrono::floor<std::chrono::microseconds>(now.time_since_epoch()).count() / 4;
  return Seq32{static_cast<std::uint32_t>(keyed) + static_cast<std::uint32_t>(ticks)};
}

std::uint32_t timestamp_offset(const SocketAddress& peer, PortPair ports, std::uint64_t secret) {
  return static_cast<std::uint32_t>(keyed_hash(peer, ports, secret, 1));
}

}  // namespace acklab::transport
