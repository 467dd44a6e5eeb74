#include <array>

#include "sim/link/parameters.hpp"

namespace acklab::link {
namespace {

constexpr std::array<std::string_view, 5> discipline_words{"drop-tail", "drop-head", "codel", "pie",
                                                           "red"};
constexpr std::string_view packets_pattern = "^([0-9]+packets?|unlimited)$";

constexpr std::array queue_rows{
    Parameter{
        .key = "queue",
        .kind = ValueKind::size | ValueKind::duration | ValueKind::text | ValueKind::object,
        .meaning =
            "How much may wait for the line: IP bytes (\"125kB\", from 1500B), packets of any size "
            "(\"100packets\", up to 1000000), the time that the next packet would wait at the "
            "present rate (\"50ms\", 1us to 10min), or all of it (\"unlimited\"). What arrives at "
            "a full queue is dropped, unless an object says otherwise. The packet that is being "
            "sent no longer waits, and one that finds the line idle never does. Has no effect "
            "without a rate.",
        .range = "1500B to 1000GB",
        .fallback = "\"unlimited\"",
        .netem = "limit PACKETS",
        .differs = "netem's limit counts those in its delay line too: a limit below the packets in "
                   "flight drops what no queue would. The nearest in tc is a qdisc bfifo or pfifo "
                   "below a tbf.",
        .examples = R"({"rate": "20mbit", "queue": "125kB"}
{"rate": "20mbit", "queue": "100packets"}
{"rate": "20mbit", "queue": "50ms"}
{"rate": "20mbit", "queue": {"limit": "100packets", "discipline": "drop-head"}}
{"rate": "20mbit", "queue": {"limit": "1MB", "discipline": "codel", "target": "5ms", "interval": "100ms", "ecn": true}}
{"rate": "20mbit", "queue": {"discipline": "pie", "target": "15ms", "update": "15ms", "burst": "150ms"}}
{"rate": "20mbit", "queue": {"discipline": "red", "min": "30kB", "max": "90kB", "probability": "2%", "weight": "0.2%", "gentle": true}})",
        .min = 1,
        .max = 40,
        .pattern = packets_pattern},
    Parameter{.key = "queue.limit",
              .kind = ValueKind::size | ValueKind::duration | ValueKind::text,
              .meaning = "How much may wait, as above.",
              .range = "1500B to 1000GB",
              .fallback = "\"unlimited\"",
              .netem = "limit",
              .min = 1,
              .max = 40,
              .pattern = packets_pattern},
    Parameter{.key = "queue.discipline",
              .kind = ValueKind::choice,
              .meaning = "Who is dropped, and when. \"drop-tail\": what arrives at a full queue; "
                         "\"drop-head\": what has waited longest makes room for it; \"codel\" (RFC "
                         "8289): at the head, once all have waited too long; \"pie\" (RFC 8033): "
                         "on arrival, with a chance that a controller sets to hold the delay; "
                         "\"red\" (Floyd and Jacobson 1993): on arrival, the likelier the more "
                         "bytes wait on average. What finds the limit reached is dropped with "
                         "each of them.",
              .fallback = "\"drop-tail\"",
              .netem = "qdisc bfifo, pfifo_head_drop, codel, pie, red",
              .choices = discipline_words,
              .differs = "tc's pie stays idle until its first timer, half a second after it was "
                         "set up, and adds 2 % at delays above 250 ms, which RFC 8033 does not ask "
                         "for; its red looks the fading of an idle average up in a table."},
    Parameter{.key = "queue.target",
              .kind = ValueKind::duration,
              .meaning = "Of codel and pie: the waiting time to aim at. Without it 5 ms for codel "
                         "and 15 ms for pie.",
              .range = "1us to 10s",
              .netem = "target"},
    Parameter{.key = "queue.interval",
              .kind = ValueKind::duration,
              .meaning = "Of codel: how long the waiting must stay above the target before the "
                         "first drop, about the longest round trip that is usual. Longer than the "
                         "target.",
              .range = "more than the target, at most 10s",
              .fallback = "\"100ms\"",
              .netem = "interval"},
    Parameter{.key = "queue.update",
              .kind = ValueKind::duration,
              .meaning = "Of pie: how often it corrects its chance.",
              .range = "100us to 10s",
              .fallback = "\"15ms\"",
              .netem = "tupdate"},
    Parameter{.key = "queue.burst",
              .kind = ValueKind::duration,
              .meaning = "Of pie: how long a burst into a quiet queue is let through.",
              .range = "0s to 10s",
              .fallback = "\"150ms\"",
              .differs = "tc's is 150 ms and cannot be set."},
    Parameter{.key = "queue.min",
              .kind = ValueKind::size,
              .meaning = "Of red: from which average length on it drops.",
              .range = "at least 1B, less than the max",
              .fallback = "\"30kB\"",
              .netem = "min"},
    Parameter{.key = "queue.max",
              .kind = ValueKind::size,
              .meaning = "Of red: from which average length on it drops everything, even what it "
                         "could mark. Without it three times the min.",
              .range = "more than the min, at most 1000GB",
              .netem = "max"},
    Parameter{.key = "queue.probability",
              .kind = ValueKind::percentage,
              .meaning = "Of red: the chance of a drop just below the max, before drops are spread "
                         "evenly, which at most doubles it.",
              .range = "0% to 100%",
              .fallback = "\"2%\"",
              .netem = "probability"},
    Parameter{.key = "queue.weight",
              .kind = ValueKind::percentage,
              .meaning = "Of red: how far each arrival moves the average towards what waits. More "
                         "than 0%.",
              .range = "0.0000000001% to 100%",
              .fallback = "\"0.2%\"",
              .differs = "tc derives it from burst and avpkt, as a power of two."},
    Parameter{.key = "queue.gentle",
              .kind = ValueKind::boolean,
              .meaning = "Of red: from the max on the chance grows on, to certainty at twice the "
                         "max.",
              .fallback = "false",
              .differs = "tc's red has no such setting."},
    Parameter{.key = "queue.ecn",
              .kind = ValueKind::boolean,
              .meaning = "Of codel, pie and red: what would be dropped early is marked instead "
                         "(Congestion Experienced, RFC 3168) if its IP header says that its sender "
                         "understands that. The octets of the header and its checksum change with "
                         "it. pie drops all the same above a chance of 10 %, red above the max.",
              .fallback = "false",
              .netem = "ecn"}};

}  // namespace

std::span<const Parameter> queue_parameters() {
  return queue_rows;
}

}  // namespace acklab::link
