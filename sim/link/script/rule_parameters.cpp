#include <array>

#include "sim/link/damage/corrupt_settings.hpp"
#include "sim/link/parameters.hpp"

namespace acklab::link {
namespace {

constexpr std::array<std::string_view, 4> protocol_words{"tcp", "udp", "icmp", "other"};
constexpr std::array<std::string_view, 2> role_words{"data", "ack_only"};
constexpr std::array<std::string_view, 3> rule_direction_words{"both", "forward", "reverse"};

constexpr std::array<std::string_view, 6> damage_words{
    "bit", "bits", "burst", "byte", "swapped_words", "compensating_pair"};
constexpr std::array<std::string_view, 3> region_words{"anywhere", "header", "payload"};
constexpr std::array<std::string_view, 1> mark_words{"ce"};
constexpr std::array<std::string_view, 2> checksum_words{"kept", "repaired"};

/// Of every number in a rule: every JSON reader keeps these exact.
constexpr std::uint64_t largest_number = 1ULL << 53U;

/// A number, or a range of numbers as text.
constexpr Parameter numbers(std::string_view key, std::string_view meaning, std::uint64_t from) {
  return {.key = key,
          .kind = ValueKind::count | ValueKind::text,
          .meaning = meaning,
          .range = "a number, or a range such as \"3-5\" or \"3-\"",
          .min = from,
          .max = largest_number,
          .pattern = "^[0-9]{1,20}(-([0-9]{1,20})?)?$"};
}

constexpr std::array rule_rows{
    Parameter{
        .key = "rules",
        .kind = ValueKind::list,
        .meaning =
            "Scripted fates. Each packet is shown to the rules of its direction, in their order. "
            "All that match act, but behind a drop no further one is asked. Rules at the link "
            "speak about both directions, each of which counts for itself; the rules of a "
            "direction do not replace them but are asked behind them. The report says how often "
            "each rule was met and how often it acted.",
        .fallback = "[]",
        .examples =
            R"({"rules": [{"when": {"direction": "forward", "data_segment": 3}, "do": {"drop": true}}]}
{"forward": {"rules": [{"when": {"flags": "SYN"}, "times": 2, "do": {"drop": true}}]}}
{"forward": {"rules": [{"when": {"bytes": 5000, "transmission": 2}, "do": {"delay": "300ms"}}]}}
{"reverse": {"rules": [{"when": {"ack": "10-12"}, "do": {"drop": true}}]}}
{"rules": [{"when": {"protocol": "udp", "is": "data", "size": "1kB-", "connection": 1}, "skip": 4, "do": {"delay": "1ms"}}]}
{"rules": [{"when": {"packets": "100-", "time": "1s-2s"}, "do": {"drop": true}}]}
{"forward": {"rules": [{"when": {"data_segment": 1}, "do": {"hold_until": {"packets": 5}}}, {"when": {"data_segment": 2}, "do": {"hold_until": {"opposite_packets": 2}}}, {"when": {"data_segment": 3}, "do": {"hold_until": {"time": "2s"}}}]}}
{"reverse": {"rules": [{"when": {"ack": "10-12"}, "do": {"corrupt": {}}}]}}
{"rules": [{"when": {"packets": 4}, "do": {"corrupt": {"kind": "swapped_words", "region": "payload"}}}, {"when": {"packets": 5}, "do": {"corrupt": {"kind": "bits", "count": 3, "checksum": "repaired"}}}]}
{"rules": [{"when": {"packets": 6}, "do": {"corrupt": {"kind": "burst", "length": 16, "region": "header", "checksum": "kept"}}}, {"when": {"packets": 7}, "do": {"duplicate": 2, "reorder_after": 3}}, {"do": {"mark": "ce"}}]}
{"rules": [{"when": {"protocol": "icmp"}, "do": {"drop": true}}, {"when": {"is": "ack_only"}, "do": {"delay": "1ms"}}]})",
        .max = 64},
    Parameter{.key = "rules.when",
              .kind = ValueKind::object,
              .meaning = "Which packets: all that is given must hold. A packet is read alike on "
                         "every path: what a host sends through UDP as a segment of TCP is tcp.",
              .fallback = "{}"},
    Parameter{.key = "rules.when.direction",
              .kind = ValueKind::choice,
              .meaning = "Which directions a rule at the link is for. A rule of a direction cannot "
                         "name one.",
              .fallback = "\"both\"",
              .choices = rule_direction_words},
    Parameter{.key = "rules.when.protocol",
              .kind = ValueKind::choice,
              .meaning =
                  "What the packet is; \"other\" is also what cannot be read, and a fragment "
                  "of a datagram that does not begin it.",
              .choices = protocol_words},
    Parameter{.key = "rules.when.flags",
              .kind = ValueKind::text,
              .meaning = "TCP flags that are set, such as \"SYN,ACK\". Of SYN, FIN and RST those "
                         "not named must be clear, and ACK too beside \"SYN\" alone.",
              .range = "of SYN, FIN, RST, ACK, PSH, URG, ECE and CWR",
              .pattern = "^(SYN|FIN|RST|ACK|PSH|URG|ECE|CWR)"
                         "(,(SYN|FIN|RST|ACK|PSH|URG|ECE|CWR)){0,7}$"},
    Parameter{.key = "rules.when.is",
              .kind = ValueKind::choice,
              .meaning = "Whether the packet carries payload, or is a segment that does nothing "
                         "but acknowledge.",
              .choices = role_words},
    numbers("rules.when.connection",
            "Which connection, counted from 1 in the order of first appearance.", 1),
    numbers("rules.when.data_segment",
            "Which new data of its connection and direction, counted from 1. A retransmission has "
            "the number of its first transmission, or several when it joins what was sent apart. "
            "Of udp: which datagram.",
            1),
    numbers("rules.when.ack",
            "Which of the segments of its connection and direction that do nothing but "
            "acknowledge, counted from 1.",
            1),
    numbers("rules.when.bytes",
            "Segments that hold at least one of these bytes of the stream, whose first is byte 0.",
            0),
    numbers("rules.when.transmission",
            "How often the first octet, SYN or FIN of the segment has come, this time included: 1 "
            "is the first transmission, 2 the first retransmission.",
            1),
    Parameter{.key = "rules.when.size",
              .kind = ValueKind::text,
              .meaning = "The size of the IP packet, or a range of sizes.",
              .range = "such as \"1500B\", \"40B-100B\" or \"1kB-\"",
              .pattern = "^(0|[1-9][0-9]{0,18})(\\.[0-9]{1,19})?(B|kB|MB|GB|KiB|MiB|GiB)"
                         "(-((0|[1-9][0-9]{0,18})(\\.[0-9]{1,19})?(B|kB|MB|GB|KiB|MiB|GiB))?)?$"},
    numbers("rules.when.packets",
            "The index of the packet in its direction, counted from 0 as in the record of fates.",
            0),
    Parameter{.key = "rules.when.time",
              .kind = ValueKind::text,
              .meaning = "When the packet reaches the link, counted from the link's first packet "
                         "in either direction; the end is no longer in it. What such a rule "
                         "strikes depends on when packets come.",
              .range = "such as \"1s-2s\" or \"1s-\"",
              .pattern = "^(0|[1-9][0-9]{0,18})(\\.[0-9]{1,19})?(ns|us|ms|s|min|h)"
                         "-((0|[1-9][0-9]{0,18})(\\.[0-9]{1,19})?(ns|us|ms|s|min|h))?$"},
    Parameter{.key = "rules.skip",
              .kind = ValueKind::count,
              .meaning = "How many of the packets that match are left alone at first.",
              .fallback = "0",
              .max = largest_number},
    Parameter{.key = "rules.times",
              .kind = ValueKind::count,
              .meaning = "How many of the packets that match are struck then; without it all.",
              .min = 1,
              .max = largest_number},
    Parameter{.key = "rules.do",
              .kind = ValueKind::object,
              .meaning = "What happens to the packet. Several things may, but a drop stands alone.",
              .required = true},
    Parameter{
        .key = "rules.do.drop", .kind = ValueKind::boolean, .meaning = "True: the packet is lost."},
    Parameter{.key = "rules.do.delay",
              .kind = ValueKind::duration,
              .meaning = "It takes so much longer, on top of queue, rate, delay and jitter. What "
                         "follows does not wait for it.",
              .range = "1ns to 10min"},
    Parameter{.key = "rules.do.hold_until",
              .kind = ValueKind::object,
              .meaning = "It does not come out before this, however short its way; exactly one "
                         "of these is given. What is held for packets that never come stays on "
                         "the link."},
    Parameter{.key = "rules.do.hold_until.time",
              .kind = ValueKind::duration,
              .meaning = "So long after the link's first packet.",
              .range = "1ns to 1h"},
    Parameter{
        .key = "rules.do.hold_until.packets",
        .kind = ValueKind::count,
        .meaning = "When so many more packets have been offered to the link in its direction.",
        .min = 1,
        .max = 1'000'000},
    Parameter{.key = "rules.do.hold_until.opposite_packets",
              .kind = ValueKind::count,
              .meaning = "When so many more have been offered in the opposite direction.",
              .min = 1,
              .max = 1'000'000},
    Parameter{.key = "rules.do.duplicate",
              .kind = ValueKind::count,
              .meaning = "So many copies of it are made, right behind it, beside those that chance "
                         "makes. They are numbered from 101.",
              .min = 1,
              .max = 16},
    Parameter{.key = "rules.do.corrupt",
              .kind = ValueKind::object,
              .meaning = "It is damaged, each copy of it, and not by chance as well. {} flips one "
                         "bit somewhere. Where damage strikes is decided by the seed."},
    Parameter{.key = "rules.do.corrupt.kind",
              .kind = ValueKind::choice,
              .meaning = "What happens to the octets, see \"corrupt.kind\".",
              .fallback = "\"bit\"",
              .choices = damage_words},
    Parameter{.key = "rules.do.corrupt.count",
              .kind = ValueKind::count,
              .meaning = "For \"bits\": how many.",
              .min = 1,
              .max = max_damaged_bits},
    Parameter{.key = "rules.do.corrupt.length",
              .kind = ValueKind::count,
              .meaning = "For \"burst\": how many bits from the first flipped one to the last.",
              .min = 1,
              .max = max_burst_bits},
    Parameter{.key = "rules.do.corrupt.region",
              .kind = ValueKind::choice,
              .meaning = "Which octets may be struck, see \"corrupt.region\".",
              .fallback = "\"anywhere\"",
              .choices = region_words},
    Parameter{.key = "rules.do.corrupt.checksum",
              .kind = ValueKind::choice,
              .meaning = "Whether the checksum is made right again, see \"corrupt.checksum\".",
              .fallback = "\"kept\"",
              .choices = checksum_words},
    Parameter{.key = "rules.do.mark",
              .kind = ValueKind::choice,
              .meaning = "It is marked with Congestion Experienced (RFC 3168), if its sender "
                         "understands marks; else nothing happens to it.",
              .choices = mark_words},
    Parameter{.key = "rules.do.reorder_after",
              .kind = ValueKind::count,
              .meaning = "It comes out right behind the so-many-th later packet of its direction "
                         "that is not dropped. Behind packets that never come it stays on the "
                         "link.",
              .min = 1,
              .max = 1'000'000},
};

}  // namespace

std::span<const Parameter> rule_parameters() {
  return rule_rows;
}

}  // namespace acklab::link
