#pragma once

#include <cstddef>
#include <ostream>

#include "net/wire/segment.hpp"
#include "net/wire/segment_codec.hpp"
#include "net/wire/segment_text.hpp"
#include "tests/support/wire_dice.hpp"

namespace acklab::test {

/// A segment with every field at random that keeps the rules of the wire: SYN options only on a
/// SYN, and no more SACK blocks than there is room for. It survives encoding and decoding.
[[nodiscard]] wire::Segment random_segment(Dice& dice, std::size_t max_payload_bytes);

/// One of: UDP carriage, IPv4, IPv6.
[[nodiscard]] wire::PseudoHeader random_pseudo_header(Dice& dice);

/// Octets as "45 00 …", for messages.
[[nodiscard]] std::string hex(ByteView octets);

}  // namespace acklab::test

namespace acklab::wire {

inline std::ostream& operator<<(std::ostream& out, const Segment& segment) {
  return out << segment.source_port << " > " << segment.destination_port << ": "
             << to_text(segment);
}

inline std::ostream& operator<<(std::ostream& out, SegmentError error) {
  return out << to_string(error);
}

}  // namespace acklab::wire
