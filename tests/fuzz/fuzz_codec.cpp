#include <algorithm>
#include <memory>

#include <boost/test/unit_test.hpp>

#include "net/wire/experimental_option.hpp"
#include "net/wire/ipv4_header.hpp"
#include "net/wire/ipv6_header.hpp"
#include "net/wire/segment_checksum.hpp"
#include "net/wire/segment_codec.hpp"
#include "net/wire/udp_header.hpp"
#include "tests/fuzz/fuzz_settings.hpp"
#include "tests/support/wire_random_segment.hpp"

namespace acklab::wire {
namespace {

using test::Dice;

/// Octets in an allocation of exactly their size, so that a sanitizer sees the first octet read
/// beyond their end.
class ExactOctets {
 public:
  explicit ExactOctets(const Bytes& octets)
      : octets_(std::make_unique<std::uint8_t[]>(octets.size())), size_(octets.size()) {
    std::ranges::copy(octets, octets_.get());
  }
  [[nodiscard]] ByteView view() const { return {octets_.get(), size_}; }

 private:
  std::unique_ptr<std::uint8_t[]> octets_;
  std::size_t size_;
};

void flip_bits(Dice& dice, Bytes& octets) {
  for (std::size_t flips = 1 + dice.below(8); flips > 0 && !octets.empty(); --flips) {
    std::uint8_t& octet = octets[dice.below(octets.size())];
    octet = static_cast<std::uint8_t>(octet ^ (1U << dice.below(8)));
  }
}

/// Writes lengths, kinds and numbers that are likely to hurt into the option area.
void damage_options(Dice& dice, Bytes& octets) {
  static constexpr std::uint8_t hurtful[] = {0,  1,  2,  3,   4,   5,    8,   10,
                                             34, 38, 40, 253, 255, 0xac, 0x1b};
  const std::size_t end = std::min<std::size_t>(octets.size(), 60);
  for (std::size_t times = 1 + dice.below(3); times > 0 && end > 20; --times) {
    octets[20 + dice.below(end - 20)] = hurtful[dice.below(std::size(hurtful))];
  }
}

void damage_data_offset(Dice& dice, Bytes& octets) {
  if (octets.size() > 12) octets[12] = dice.u8();
}

Bytes mutated(Dice& dice, Bytes octets) {
  for (std::size_t steps = 1 + dice.below(3); steps > 0; --steps) {
    switch (dice.below(5)) {
      case 0:
        flip_bits(dice, octets);
        break;
      case 1:
        octets.resize(dice.below(octets.size() + 1));
        break;
      case 2:
        damage_options(dice, octets);
        break;
      case 3:
        damage_data_offset(dice, octets);
        break;
      default:
        octets.resize(octets.size() + dice.below(24), dice.u8());
        break;
    }
  }
  return octets;
}

/// A quarter is random altogether (its header often says that there are options), the rest are
/// damaged segments.
Bytes fuzzed_octets(Dice& dice, const PseudoHeader& pseudo_header) {
  if (dice.below(4) == 0) return dice.bytes(dice.below(80));
  return mutated(dice, encode(test::random_segment(dice, 40), pseudo_header));
}

void repair_checksum(Bytes& octets, const PseudoHeader& pseudo_header) {
  if (octets.size() < 18) return;
  octets[16] = octets[17] = 0;
  InternetChecksum sum = pseudo_header_sum(pseudo_header, tcp_protocol, octets.size());
  const std::uint16_t checksum = sum.add(octets).checksum();
  octets[16] = static_cast<std::uint8_t>(checksum >> 8U);
  octets[17] = static_cast<std::uint8_t>(checksum & 0xffU);
}

/// What a run has met: proof that it went deep and did not only knock at the door.
struct Met {
  std::uint64_t decoded = 0;
  std::uint64_t too_short = 0;
  std::uint64_t bad_data_offset = 0;
  std::uint64_t bad_option_length = 0;
  std::uint64_t bad_checksum = 0;
  std::uint64_t bad_crc32c = 0;

  void count(SegmentError error) {
    switch (error) {
      case SegmentError::too_short:
        ++too_short;
        return;
      case SegmentError::bad_data_offset:
        ++bad_data_offset;
        return;
      case SegmentError::bad_option_length:
        ++bad_option_length;
        return;
      case SegmentError::bad_checksum:
        ++bad_checksum;
        return;
      case SegmentError::bad_crc32c:
        ++bad_crc32c;
        return;
    }
  }
};

using Decoded = Expected<Segment, SegmentError>;

/// Whatever decodes encodes to octets that decode to an equal segment.
bool survives_encoding(const Segment& segment, const PseudoHeader& pseudo_header) {
  const Bytes again = encode(segment, pseudo_header);
  const std::size_t expected = header_bytes(segment) + segment.sender.payload.size();
  const Decoded back = decode(again, pseudo_header);
  return again.size() == expected && back && *back == segment && !to_text(segment).empty();
}

/// Verifying differs from ignoring by bad_checksum and bad_crc32c alone, and exactly when the
/// checksum or the CRC32C is wrong.
bool policies_agree(ByteView octets, const PseudoHeader& pseudo_header, const Decoded& ignoring,
                    const Decoded& verifying) {
  if (octets.size() < 20) return !ignoring && !verifying;
  if (!checksum_is_right(octets, pseudo_header)) {
    return !verifying && verifying.error() == SegmentError::bad_checksum;
  }
  if (ignoring && !crc32c_is_right(octets)) {
    return !verifying && verifying.error() == SegmentError::bad_crc32c;
  }
  if (verifying.has_value() != ignoring.has_value()) return false;
  return verifying ? *verifying == *ignoring : verifying.error() == ignoring.error();
}

/// One input; false when a property does not hold.
bool try_octets(ByteView octets, const PseudoHeader& pseudo_header, Met& met) {
  const Decoded ignoring = decode(octets, pseudo_header, ChecksumPolicy::ignore);
  const Decoded verifying = decode(octets, pseudo_header, ChecksumPolicy::verify);
  if (!verifying) met.count(verifying.error());
  if (verifying) ++met.decoded;
  if (ignoring && !survives_encoding(*ignoring, pseudo_header)) return false;
  return policies_agree(octets, pseudo_header, ignoring, verifying);
}

BOOST_AUTO_TEST_CASE(whatever_decodes_encodes_to_an_equal_segment_and_nothing_crashes) {
  const std::uint64_t seed = test::fuzz_seed();
  const std::uint64_t iterations = test::fuzz_iterations(1'000'000);
  Met met;
  for (std::uint64_t iteration = 0; iteration < iterations; ++iteration) {
    Dice dice{seed, iteration};
    const PseudoHeader pseudo_header = test::random_pseudo_header(dice);
    Bytes octets = fuzzed_octets(dice, pseudo_header);
    if (dice.coin()) repair_checksum(octets, pseudo_header);
    const ExactOctets exact{octets};
    BOOST_REQUIRE_MESSAGE(
        try_octets(exact.view(), pseudo_header, met),
        "ACKLAB_FUZZ_SEED=" << seed << ", iteration " << iteration << ": " << test::hex(octets));
  }
  BOOST_TEST_MESSAGE(
      "decoded " << met.decoded << ", too short " << met.too_short << ", bad data offset "
                 << met.bad_data_offset << ", bad option length " << met.bad_option_length
                 << ", bad checksum " << met.bad_checksum << ", bad CRC32C " << met.bad_crc32c);
  if (iterations < 10'000) return;
  BOOST_TEST(met.decoded > iterations / 20);
  BOOST_TEST(met.too_short > iterations / 50);
  BOOST_TEST(met.bad_data_offset > iterations / 50);
  BOOST_TEST(met.bad_option_length > iterations / 50);
  BOOST_TEST(met.bad_checksum > iterations / 20);
  BOOST_TEST(met.bad_crc32c > iterations / 50);
}

/// An IP or UDP decoder must never hand out octets it was not given.
bool inside(ByteView part, ByteView whole) {
  return part.empty() ||
         (part.data() >= whole.data() && part.data() + part.size() <= whole.data() + whole.size());
}

Bytes fuzzed_packet(Dice& dice, const PseudoHeader& pseudo_header) {
  if (dice.below(4) == 0) return dice.bytes(dice.below(80));
  const UdpHeader udp{dice.u16(), dice.u16(), dice.coin()};
  Ipv4Header header;
  header.protocol = udp_protocol;
  header.options = Bytes(4 * dice.below(11), 1);
  Bytes packet = encode(header, encode(udp, dice.bytes(dice.below(30)), pseudo_header));
  if (dice.coin()) return mutated(dice, packet);
  flip_bits(dice, packet);
  return packet;
}

BOOST_AUTO_TEST_CASE(damaged_ip_packets_and_datagrams_never_yield_octets_from_outside) {
  const std::uint64_t seed = test::fuzz_seed();
  const std::uint64_t iterations = test::fuzz_iterations(1'000'000) / 4;
  std::uint64_t packets = 0;
  std::uint64_t datagrams = 0;
  for (std::uint64_t iteration = 0; iteration < iterations; ++iteration) {
    Dice dice{seed, iteration};
    const PseudoHeader pseudo_header = test::random_pseudo_header(dice);
    const Bytes octets = fuzzed_packet(dice, pseudo_header);
    const ExactOctets exact{octets};
    const auto packet = decode_ipv4(exact.view(), ChecksumPolicy::ignore);
    const ByteView payload = packet ? packet->payload : exact.view();
    const auto datagram = decode_udp(payload, pseudo_header, ChecksumPolicy::ignore);
    const bool good =
        inside(payload, exact.view()) && (!datagram || inside(datagram->payload, payload));
    BOOST_REQUIRE_MESSAGE(good, "ACKLAB_FUZZ_SEED=" << seed << ", iteration " << iteration << ": "
                                                    << test::hex(octets));
    packets += packet ? 1U : 0U;
    datagrams += datagram ? 1U : 0U;
  }
  if (iterations < 10'000) return;
  BOOST_TEST(packets > iterations / 20);
  BOOST_TEST(datagrams > iterations / 20);
}

/// IPv6 packets with extension headers in front of a datagram, most of them damaged.
Bytes fuzzed_ipv6_packet(Dice& dice, const PseudoHeader& pseudo_header) {
  static constexpr std::uint8_t kinds[] = {0, 43, 44, 60};
  if (dice.below(8) == 0) return dice.bytes(dice.below(120));
  Bytes chain;
  std::uint8_t next = udp_protocol;
  for (std::size_t headers = dice.below(4); headers > 0; --headers) {
    const std::uint8_t kind = kinds[headers == 1 ? dice.below(4) : 1 + dice.below(3)];
    const std::size_t size = kind == 44 ? 8 : 8 * (1 + dice.below(3));
    Bytes extension = dice.coin() ? Bytes(size, 0) : dice.bytes(size);
    extension[0] = next;
    if (kind != 44) extension[1] = static_cast<std::uint8_t>(size / 8 - 1);
    chain.insert(chain.begin(), extension.begin(), extension.end());
    next = kind;
  }
  const Bytes datagram =
      encode(UdpHeader{dice.u16(), dice.u16(), true}, dice.bytes(dice.below(30)), pseudo_header);
  chain.insert(chain.end(), datagram.begin(), datagram.end());
  Ipv6Header header;
  header.source = header.destination = IpAddress::loopback_v6();
  header.protocol = next;
  Bytes packet = encode(header, chain);
  if (dice.coin()) flip_bits(dice, packet);
  if (dice.below(4) == 0) packet.resize(dice.below(packet.size() + 1));
  return packet;
}

BOOST_AUTO_TEST_CASE(damaged_ipv6_packets_never_yield_octets_from_outside) {
  const std::uint64_t seed = test::fuzz_seed();
  const std::uint64_t iterations = test::fuzz_iterations(1'000'000) / 4;
  std::uint64_t decoded = 0;
  std::uint64_t fragments = 0;
  std::uint64_t refused = 0;
  for (std::uint64_t iteration = 0; iteration < iterations; ++iteration) {
    Dice dice{seed, iteration};
    const PseudoHeader pseudo_header = test::random_pseudo_header(dice);
    const Bytes octets = fuzzed_ipv6_packet(dice, pseudo_header);
    const ExactOctets exact{octets};
    const auto packet = decode_ipv6(exact.view());
    BOOST_REQUIRE_MESSAGE(
        !packet || inside(packet->payload, exact.view()),
        "ACKLAB_FUZZ_SEED=" << seed << ", iteration " << iteration << ": " << test::hex(octets));
    decoded += packet ? 1U : 0U;
    fragments += packet && packet->is_fragment() ? 1U : 0U;
    refused += packet ? 0U : 1U;
  }
  if (iterations < 10'000) return;
  BOOST_TEST(decoded > iterations / 10);
  BOOST_TEST(fragments > iterations / 50);
  BOOST_TEST(refused > iterations / 10);
}

}  // namespace
}  // namespace acklab::wire
