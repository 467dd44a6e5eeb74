#include "tests/support/wire_random_segment.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace acklab::test {
namespace {

wire::SynOptions random_syn_options(Dice& dice) {
  wire::SynOptions options;
  if (dice.coin()) options.max_segment_size = dice.u16();
  if (dice.coin()) options.window_scale = static_cast<std::uint8_t>(dice.below(15));
  options.sack_permitted = dice.coin();
  if (dice.coin()) options.acklab = wire::AcklabOption{dice.u16(), dice.coin()};
  return options;
}

/// How many SACK blocks fit beside the other options of `segment` in 40 octets, without NOPs.
std::size_t room_for_sack_blocks(const wire::Segment& segment) {
  const wire::SynOptions& syn = segment.syn_options;
  const std::size_t used = (segment.timestamps ? 10U : 0U) + (segment.user_timeout ? 4U : 0U) +
                           (syn.max_segment_size ? 4U : 0U) + (syn.window_scale ? 3U : 0U) +
                           (syn.sack_permitted ? 2U : 0U) +
                           (syn.acklab || segment.crc32c ? 8U : 0U);
  return std::min<std::size_t>((40 - used - 2) / 8, wire::SackBlocks::capacity);
}

}  // namespace

wire::Segment random_segment(Dice& dice, std::size_t max_payload_bytes) {
  wire::Segment segment;
  segment.source_port = dice.u16();
  segment.destination_port = dice.u16();
  segment.sender.sequence = Seq32{dice.u32()};
  segment.sender.syn = dice.below(4) == 0;
  segment.sender.fin = dice.below(8) == 0;
  segment.sender.push = dice.coin();
  if (dice.below(8) == 0) segment.sender.urgent_pointer = dice.u16();
  if (dice.below(8) != 0) segment.receiver.acknowledgment = Seq32{dice.u32()};
  segment.receiver.window = dice.u16();
  segment.rst = dice.below(16) == 0;
  segment.ece = dice.below(8) == 0;
  segment.cwr = dice.below(8) == 0;
  if (dice.coin()) segment.timestamps = wire::Timestamps{dice.u32(), dice.u32()};
  if (segment.sender.syn) {
    segment.syn_options = random_syn_options(dice);
  } else {
    segment.crc32c = dice.coin();
  }
  const std::size_t blocks = dice.below(room_for_sack_blocks(segment) + 1);
  for (std::size_t block = 0; block < blocks; ++block) {
    segment.receiver.sack.push_back({Seq32{dice.u32()}, Seq32{dice.u32()}});
  }
  segment.sender.payload = dice.bytes(dice.below(max_payload_bytes + 1));
  if (dice.below(8) == 0) {
    segment.user_timeout = std::chrono::seconds{1 + dice.below(32'767)};
    if (room_for_sack_blocks(segment) < blocks) segment.user_timeout.reset();
  }
  return segment;
}

wire::PseudoHeader random_pseudo_header(Dice& dice) {
  const auto v4 = [&dice] { return IpAddress::v4(dice.u8(), dice.u8(), dice.u8(), dice.u8()); };
  const auto v6 = [&dice] {
    std::array<std::uint8_t, 16> octets{};
    std::ranges::generate(octets, [&dice] { return dice.u8(); });
    return IpAddress::v6(octets);
  };
  switch (dice.below(3)) {
    case 0:
      return {};
    case 1:
      return {v4(), v4()};
    default:
      return {v6(), v6()};
  }
}

std::string hex(ByteView octets) {
  return fmt::format("{:02x}", fmt::join(octets, " "));
}

}  // namespace acklab::test
