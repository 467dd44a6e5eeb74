#include <array>

#include "sim/link/damage/corrupt_settings.hpp"
#include "sim/link/parameters.hpp"

namespace acklab::link {
namespace {

constexpr std::array corrupt_rows{
    Parameter{
        .key = "corrupt",
        .kind = ValueKind::percentage | ValueKind::object,
        .meaning =
            "The chance of each packet to be damaged; each copy of a duplicated packet is struck "
            "on its own. A percentage alone flips one bit anywhere in the octets of the transport: "
            "of TCP, on IP or in UDP, those of the segment; of plain UDP those of the datagram. On "
            "every path the receiving host throws away what TCP's or UDP's checksum sees: on tun "
            "its kernel; on the relay and in virtual time plain UDP gets the same check over the "
            "damaged octets. Both are counted in discarded_bad_checksum. The datagrams of "
            "\"reliable-udp\" have no checksum of UDP's (RFC 768, RFC 6935): damage meets its own "
            "checksum, or nothing when that is off. A damaged port finds nobody "
            "(discarded_no_port); that the kernel answers it with ICMP happens on tun alone.",
        .range = "0% to 100%",
        .fallback = "\"0%\"",
        .netem = "corrupt PERCENT",
        .differs = "netem flips a bit anywhere in what it finds in one piece in memory, "
                   "headers included: a packet whose IP header it hits never arrives.",
        .examples =
            R"({"corrupt": "0.1%"}
{"corrupt": {"probability": "1%", "kind": "byte", "region": "payload", "checksum": "repaired"}}
{"corrupt": {"probability": "1%", "kind": "bits", "count": 3, "checksum": "kept"}}
{"corrupt": {"probability": "1%", "kind": "burst", "length": 32, "region": "anywhere"}}
{"corrupt": {"probability": "1%", "kind": "swapped_words", "region": "header"}})"},
    Parameter{.key = "corrupt.probability",
              .kind = ValueKind::percentage,
              .meaning = "The chance of each packet to be damaged.",
              .range = "0% to 100%",
              .required = true},
    Parameter{
        .key = "corrupt.kind",
        .kind = ValueKind::choice,
        .meaning =
            "What happens to the octets. \"bit\": one bit is flipped. \"bits\": \"count\" "
            "different bits are. \"burst\": the first and the last of \"length\" bits in a row "
            "are, each between them by the toss of a coin. \"byte\": one octet becomes another. "
            "\"swapped_words\": two different 16-bit words change places. "
            "\"compensating_pair\": a bit is set in one 16-bit word, and the bit at the same "
            "place of another is cleared. The Internet checksum is blind to the last two, CRC32C "
            "sees both. Words are counted from the first octet of the transport's header, and an "
            "odd octet at the end belongs to none. A packet that has no place for the damage (no "
            "octets in the region, no two different words) stays whole.",
        .fallback = "\"bit\"",
        .choices = damage_kind_words,
        .differs = "netem knows one bit alone."},
    Parameter{.key = "corrupt.count",
              .kind = ValueKind::count,
              .meaning = "Of the kind \"bits\": how many; all there are, if a region has fewer.",
              .min = 1,
              .max = max_damaged_bits},
    Parameter{.key = "corrupt.length",
              .kind = ValueKind::count,
              .meaning = "Of the kind \"burst\": how many bits from the first flipped one to the "
                         "last; all there are, if a region has fewer.",
              .min = 1,
              .max = max_burst_bits},
    Parameter{.key = "corrupt.region",
              .kind = ValueKind::choice,
              .meaning = "Which octets may be struck: the transport's header (TCP's with its "
                         "options, UDP's 8 octets), its payload, or both.",
              .fallback = "\"anywhere\"",
              .choices = damage_region_words},
    Parameter{
        .key = "corrupt.checksum",
        .kind = ValueKind::choice,
        .meaning =
            "\"kept\": the checksums in the packet stay as they were, so that they may see the "
            "damage. \"repaired\": the Internet checksum that covers the damage, TCP's or UDP's, "
            "is made right for the damaged octets (RFC 1624), so that nobody notices by it; its "
            "own field is then never struck. CRC32C belongs to the two ends and is never "
            "repaired. A later fragment of an IP datagram has no checksum that could be.",
        .fallback = "\"kept\"",
        .choices = damaged_checksum_words}};

}  // namespace

std::span<const Parameter> corrupt_parameters() {
  return corrupt_rows;
}

}  // namespace acklab::link
