#include "sim/link/record/content_keys.hpp"

#include <algorithm>

#include "net/base/random.hpp"

namespace acklab::link {
namespace {

// What a content is made from; part of each hash, so that no two kinds meet.
enum class ContentKind : std::uint64_t { segment = 1, acknowledgment, datagram };

/// A hash to which numbers are added one after the other.
class ContentHash {
 public:
  explicit ContentHash(ContentKind kind) { add(static_cast<std::uint64_t>(kind)); }

  void add(std::uint64_t number) {
    constexpr std::uint64_t golden_ratio = 0x9e3779b97f4a7c15U;
    value_ = mix64(value_ + golden_ratio + mix64(number));
  }
  void add(ByteView octets) {
    constexpr std::size_t octets_a_number = 8;
    for (std::size_t at = 0; at < octets.size(); at += octets_a_number) {
      std::uint64_t number = 0;
      for (const std::uint8_t octet :
           octets.subspan(at, std::min(octets_a_number, octets.size() - at))) {
        number = (number << 8U) | octet;
      }
      add(number);
    }
    add(octets.size());
  }
  [[nodiscard]] std::uint64_t value() const { return value_; }

 private:
  std::uint64_t value_ = 0;
};

std::uint64_t hash_of_segment(const PacketReading& reading) {
  constexpr std::uint8_t telling = TcpFlags::syn | TcpFlags::fin | TcpFlags::rst;
  ContentHash hash{ContentKind::segment};
  hash.add(reading.connection);
  hash.add(reading.flags.bits & telling);
  hash.add(reading.sequence);
  hash.add(reading.payload_bytes);
  hash.add(reading.transmission);
  return hash.value();
}

std::uint64_t hash_of_acknowledgment(const PacketReading& reading) {
  ContentHash hash{ContentKind::acknowledgment};
  hash.add(reading.connection);
  // One more than the number, so that one which is not known differs from 0.
  hash.add(reading.acknowledgment ? *reading.acknowledgment + 1 : 0);
  return hash.value();
}

/// The payload of a datagram; of what cannot be read, the transport's own octets.
std::uint64_t hash_of_octets(const Packet& packet, const PacketReading& reading) {
  ContentHash hash{ContentKind::datagram};
  hash.add(reading.connection);
  const ByteView octets{packet.octets};
  const bool has_payload = reading.protocol == Protocol::udp;
  const std::size_t from =
      has_payload ? octets.size() - std::min<std::size_t>(reading.payload_bytes, octets.size())
                  : std::min(packet.corruptible_from, octets.size());
  hash.add(octets.subspan(from));
  return hash.value();
}

std::uint64_t content_of(const Packet& packet, const PacketReading& reading) {
  if (reading.protocol != Protocol::tcp) return hash_of_octets(packet, reading);
  return reading.ack_only ? hash_of_acknowledgment(reading) : hash_of_segment(reading);
}

}  // namespace

const char* to_string(FateKey key) {
  switch (key) {
    case FateKey::index:
      return "index";
    case FateKey::content:
      return "content";
  }
  return "unknown";
}

std::uint64_t ContentKeys::Sightings::note(std::uint64_t content) {
  const auto found = entries_.find(content);
  if (found != entries_.end()) {
    recent_.splice(recent_.begin(), recent_, found->second);
    return recent_.front().times++;
  }
  if (recent_.size() == most_remembered) {
    entries_.erase(recent_.back().content);
    recent_.pop_back();
  }
  recent_.push_front({content, 1});
  entries_.emplace(content, recent_.begin());
  return 0;
}

std::uint64_t ContentKeys::key_of(Direction direction, const Packet& packet,
                                  const PacketReading& reading) {
  const std::uint64_t content = content_of(packet, reading);
  const auto side = static_cast<std::size_t>(direction);
  const std::uint64_t before = sightings_[side].note(content);
  return mix64(content + mix64(2 * before + side));
}

}  // namespace acklab::link
