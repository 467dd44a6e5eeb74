#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "net/base/address.hpp"
#include "net/base/bytes.hpp"
#include "net/base/expected.hpp"
#include "net/wire/segment.hpp"

namespace acklab::wire {

/// The addresses a TCP checksum covers (RFC 9293 §3.1). Default-constructed it is ours for UDP
/// carriage: both addresses zero, so that address translation on the way does not break the
/// checksum.
struct PseudoHeader {
  IpAddress source;
  IpAddress destination;
};

/// Why octets are no segment.
enum class SegmentError : std::uint8_t {
  too_short,          // fewer than 20 octets
  bad_data_offset,    // header length below 20 or beyond the end
  bad_option_length,  // an option's length is below 2, wrong for its kind, or beyond the header
  bad_checksum,
  bad_crc32c,  // the Internet checksum is right, but the CRC32C that the segment carries is not
};
[[nodiscard]] const char* to_string(SegmentError error);

enum class ChecksumPolicy : std::uint8_t { verify, ignore };

/// The octets of a segment, checksum filled in. Options are laid out as Linux does (NOP, NOP,
/// timestamps; at most 40 octets: SACK blocks that do not fit beside the other options are left
/// out, last first). A window scale above 14 is written as 14. The CRC32C of a segment that carries
/// one is filled in (experimental_option.hpp says what it covers).
[[nodiscard]] Bytes encode(const Segment& segment, const PseudoHeader& pseudo_header);
/// The same into `octets`, whatever they were: their room is used again.
void encode(const Segment& segment, const PseudoHeader& pseudo_header, Bytes& octets);

/// The segment in `octets`; never reads past their end, whatever they say. Unknown options are
/// skipped (RFC 9293 MUST-6), reserved bits ignored. With a wrong checksum, bad_checksum is the
/// error whatever else the damage did, unless the octets are too_short. `policy` speaks of both the
/// checksum and the CRC32C.
[[nodiscard]] Expected<Segment, SegmentError> decode(
    ByteView octets, const PseudoHeader& pseudo_header,
    ChecksumPolicy policy = ChecksumPolicy::verify);
/// The same into `segment`, whatever it was: the room of its payload is used again. With an error
/// it means nothing.
[[nodiscard]] std::optional<SegmentError> decode(ByteView octets, const PseudoHeader& pseudo_header,
                                                 ChecksumPolicy policy, Segment& segment);

/// How many octets the header and options of `segment` occupy: a multiple of 4, 20 to 60.
[[nodiscard]] std::size_t header_bytes(const Segment& segment);

}  // namespace acklab::wire
