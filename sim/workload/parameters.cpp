#include "sim/workload/parameters.hpp"

#include <array>

#include "sim/workload/picture_description.hpp"

namespace acklab::workload {
namespace {

using link::Parameter;
using link::ValueKind;

constexpr std::array<std::string_view, 2> connection_words{"kept", "per_request"};

constexpr std::array bulk_parameters{
    Parameter{.key = "bytes",
              .kind = ValueKind::size,
              .meaning = "How much is sent; in at most 10000000 messages.",
              .range = "1B to 4GB",
              .required = true},
    Parameter{.key = "message",
              .kind = ValueKind::size,
              .meaning = "The size of a message; the last may be shorter. With a udp contender, "
                         "whose message is one datagram, at most 1472B (1452B over IPv6), unless "
                         "the forward mtu fragments: then 65507B (65487B).",
              .range = "16B to 65507B",
              .fallback = "\"1200B\""}};

constexpr Parameter copies_parameter{
    .key = "copies",
    .kind = ValueKind::count,
    .meaning = "Over datagrams: how often each message is sent, at once. A stream sends it once.",
    .range = "1 to 16",
    .fallback = "1",
    .min = 1,
    .max = 16};

constexpr std::array exchange_parameters{
    Parameter{.key = "count",
              .kind = ValueKind::count,
              .meaning = "How many requests, one after the other.",
              .range = "1 to 1000000",
              .required = true,
              .min = 1,
              .max = 1'000'000},
    Parameter{.key = "request",
              .kind = ValueKind::size,
              .meaning = "The size of a request; with a udp contender it must fit a datagram.",
              .range = "16B to 100MB",
              .fallback = "\"100B\""},
    Parameter{.key = "answer",
              .kind = ValueKind::size,
              .meaning = "The size of an answer; with a udp contender it must fit a datagram.",
              .range = "16B to 100MB",
              .fallback = "\"1kB\""},
    Parameter{.key = "think",
              .kind = ValueKind::duration,
              .meaning = "How long the server takes from a whole request to its answer.",
              .range = "0s to 10min",
              .fallback = "\"0s\""},
    Parameter{.key = "gap",
              .kind = ValueKind::duration,
              .meaning = "How long the client waits from one answer to the next request.",
              .range = "0s to 10min",
              .fallback = "\"0s\""},
    Parameter{.key = "connection",
              .kind = ValueKind::choice,
              .meaning = "Of a stream: kept: one connection for all; per_request: a new one for "
                         "each request, which the server closes behind its answer.",
              .fallback = "\"kept\"",
              .choices = connection_words},
    Parameter{.key = "nodelay",
              .kind = ValueKind::boolean,
              .meaning = "Of a stream: whether both sides switch Nagle's algorithm off.",
              .fallback = "true"},
    Parameter{.key = "timeout",
              .kind = ValueKind::duration,
              .meaning = "Over datagrams: how long the client waits for an answer before it asks "
                         "again or goes on with the next.",
              .range = "1ms to 10min",
              .fallback = "\"1s\""},
    Parameter{.key = "retries",
              .kind = ValueKind::count,
              .meaning = "Over datagrams: how often the client asks again itself. Not together "
                         "with copies.",
              .range = "0 to 100",
              .fallback = "0",
              .min = 0,
              .max = 100},
    copies_parameter};

constexpr std::array<std::string_view, 2> listening_words{"stays", "absent"};

constexpr std::array periodic_parameters{
    Parameter{.key = "message",
              .kind = ValueKind::size,
              .meaning = "The size of a message; with a udp contender it must fit a datagram.",
              .range = "16B to 65507B",
              .fallback = "\"160B\""},
    Parameter{.key = "interval",
              .kind = ValueKind::duration,
              .meaning = "From one message to the next.",
              .range = "100us to 10min",
              .required = true},
    Parameter{.key = "count",
              .kind = ValueKind::count,
              .meaning = "How many messages; this or duration.",
              .range = "1 to 1000000",
              .min = 1,
              .max = 1'000'000},
    Parameter{.key = "duration",
              .kind = ValueKind::duration,
              .meaning = "How long messages are sent: as many as there are whole intervals in it.",
              .range = "100us to 3h"},
    Parameter{.key = "deadline",
              .kind = ValueKind::duration,
              .meaning = "A message that is older than this when it arrives is late. Without it "
                         "none is.",
              .range = "1us to 10min"},
    Parameter{.key = "nodelay",
              .kind = ValueKind::boolean,
              .meaning = "Of a stream: whether both sides switch Nagle's algorithm off.",
              .fallback = "true"},
    copies_parameter,
    Parameter{.key = "server",
              .kind = ValueKind::choice,
              .meaning = "stays: it takes what comes; absent: nobody listens.",
              .fallback = "\"stays\"",
              .choices = listening_words}};

constexpr std::array pattern_parameters{
    Parameter{.key = "steps",
              .kind = ValueKind::list,
              .meaning = "What the client does in a round, each step when the one before it is "
                         "done: an object with one of the keys below. Each read has a write "
                         "between itself and the read before it.",
              .required = true,
              .min = 1,
              .max = 100},
    Parameter{.key = "steps.write",
              .kind = ValueKind::size,
              .meaning = "One call that sends so much; over datagrams one of at least 16B.",
              .range = "1B to 1MB"},
    Parameter{.key = "steps.read",
              .kind = ValueKind::size,
              .meaning = "Waits for so much, which the server sends in one call as soon as it has "
                         "all that was written before; over datagrams one of at least 16B, sent "
                         "when the last write before it has come.",
              .range = "1B to 1MB"},
    Parameter{.key = "steps.pause",
              .kind = ValueKind::duration,
              .meaning = "Does nothing, and reads nothing, for so long.",
              .range = "1us to 10min"},
    Parameter{.key = "repeat",
              .kind = ValueKind::count,
              .meaning = "How many rounds.",
              .range = "1 to 1000000",
              .fallback = "1",
              .min = 1,
              .max = 1'000'000},
    Parameter{.key = "nodelay",
              .kind = ValueKind::boolean,
              .meaning = "Of a stream: whether both sides switch Nagle's algorithm off.",
              .fallback = "false"},
    Parameter{.key = "timeout",
              .kind = ValueKind::duration,
              .meaning = "Over datagrams: how long a read waits before the client goes on without.",
              .range = "1ms to 10min",
              .fallback = "\"1s\""}};

constexpr std::array reader_parameters{
    Parameter{.key = "bytes",
              .kind = ValueKind::size,
              .meaning = "How much is sent; in at most 10000000 messages.",
              .range = "1B to 4GB",
              .required = true},
    Parameter{.key = "message",
              .kind = ValueKind::size,
              .meaning = "The size of a message, which the client writes in one call; the last may "
                         "be shorter. With a udp contender it must fit a datagram.",
              .range = "16B to 65507B",
              .fallback = "\"1200B\""},
    Parameter{.key = "wait",
              .kind = ValueKind::duration,
              .meaning = "How long the server reads nothing, from the connection on; udp: from the "
                         "start.",
              .range = "0s to 10min",
              .fallback = "\"0s\""},
    Parameter{.key = "read",
              .kind = ValueKind::size,
              .meaning = "What one read takes at most; without it all there is. Of a longer "
                         "datagram the rest is lost.",
              .range = "1B to 65507B"},
    Parameter{.key = "every",
              .kind = ValueKind::duration,
              .meaning = "From one read to the next; 0s: as fast as something comes.",
              .range = "0s to 10min",
              .fallback = "\"0s\""},
    Parameter{.key = "receive_buffer",
              .kind = ValueKind::size,
              .meaning = "Over datagrams: how much may wait to be read; without it what the system "
                         "chooses. SO_RCVBUF then says so much, and the kernel counts its own "
                         "overhead within that. What a TCP may hold its contender says.",
              .range = "4kB to 64MB"},
    Parameter{.key = "nodelay",
              .kind = ValueKind::boolean,
              .meaning = "Of a stream: whether both sides switch Nagle's algorithm off.",
              .fallback = "false"}};

constexpr std::array<std::string_view, 3> server_words{"stays", "absent", "killed"};

constexpr std::array idle_parameters{
    Parameter{.key = "quiet",
              .kind = ValueKind::duration,
              .meaning = "From the first answer to the second line.",
              .range = "0s to 3h",
              .fallback = "\"10s\""},
    Parameter{.key = "line",
              .kind = ValueKind::size,
              .meaning = "The size of a line, and of an answer.",
              .range = "16B to 1400B",
              .fallback = "\"80B\""},
    Parameter{.key = "server",
              .kind = ValueKind::choice,
              .meaning = "stays: it answers both lines; absent: nobody listens; killed: in the "
                         "middle of the quiet it forgets the connection without a word, as a "
                         "machine that starts anew.",
              .fallback = "\"stays\"",
              .choices = server_words},
    Parameter{.key = "stop_in_answer",
              .kind = ValueKind::duration,
              .meaning = "The server stops in the middle of its second answer for so long; over "
                         "datagrams all of it comes so much later.",
              .range = "1ms to 10min"},
    Parameter{.key = "read_timeout",
              .kind = ValueKind::duration,
              .meaning = "How long a read of the client waits before it says so; then it goes on "
                         "waiting. Over datagrams it goes on without the answer.",
              .range = "1ms to 10min",
              .fallback = "\"1s\""}};

constexpr std::array flow_parameters{
    Parameter{.key = "duration",
              .kind = ValueKind::duration,
              .meaning = "When all flows stop that have not stopped before; not longer than the "
                         "time_limit.",
              .range = "10ms to 1h",
              .fallback = "\"30s\""},
    Parameter{.key = "message",
              .kind = ValueKind::size,
              .meaning = "The size of a message; with a udp contender it must fit a datagram.",
              .range = "16B to 65507B",
              .fallback = "\"1200B\""},
    Parameter{.key = "interval",
              .kind = ValueKind::duration,
              .meaning = "The steps in which shares and fairness are told over time; at most 10000 "
                         "of them.",
              .range = "1ms to 1h",
              .fallback = "\"1s\""},
    Parameter{.key = "flows",
              .kind = ValueKind::list,
              .meaning = "What is to be said about single flows: an object for each. A contender "
                         "without one is there from the beginning to the end.",
              .max = 32},
    Parameter{.key = "flows.contender",
              .kind = ValueKind::text,
              .meaning =
                  "Which contender, by its name; the name of an entry with a \"count\" stands "
                  "for all of its flows.",
              .required = true},
    Parameter{.key = "flows.start",
              .kind = ValueKind::duration,
              .meaning = "When it begins: a transport connects then.",
              .range = "0s to 1h",
              .fallback = "\"0s\""},
    Parameter{.key = "flows.stop",
              .kind = ValueKind::duration,
              .meaning = "When its application writes nothing more; without it at the end.",
              .range = "1ms to 1h"},
    Parameter{.key = "flows.bytes",
              .kind = ValueKind::size,
              .meaning = "How much it has to send; without it more than it can.",
              .range = "1B to 4GB"}};

constexpr std::array descriptions{
    KindDescription{
        .name = "bulk",
        .meaning = "The client sends so many bytes to the server, cut into messages that are "
                   "checked one by one, all at once, as fast as the way across takes them.",
        .measures = "Completion, goodput, and under `workload.stalls` how long the receiver went "
                    "without anything new. Over datagrams also `workload.order` (RFC 4737) and "
                    "`workload.burst_loss` (Gilbert's model).",
        .parameters = bulk_parameters,
        .examples = R"({"kind": "bulk", "bytes": "4MB", "message": "1200B"})"},
    picture_description,
    KindDescription{
        .name = "exchange",
        .meaning = "The client asks, the server thinks and answers, the client asks again. Both "
                   "directions are checked.",
        .measures =
            "Under `workload.exchange` the latency of each exchange, from when the client "
            "wants it (before it is connected, if it has to connect first) to the last "
            "byte of the answer; how many were done and given up, time to connect, first "
            "byte. Over datagrams a request is one datagram and an answer another: what "
            "is lost is lost. How all latencies were spread stands under `latency`, in bins.",
        .parameters = exchange_parameters,
        .examples =
            R"({"kind": "exchange", "count": 100, "request": "100B", "answer": "1kB", "think": "2ms", "gap": "10ms", "connection": "per_request", "nodelay": false}
{"kind": "exchange", "count": 1000, "timeout": "200ms", "copies": 2}
{"kind": "exchange", "count": 1000, "timeout": "200ms", "retries": 3})"},
    KindDescription{
        .name = "write_pattern",
        .meaning = "The client goes through steps of writing, reading and pausing, again and "
                   "again: write-write-read and the like. The server answers each read.",
        .measures = "Under `workload.write_pattern` how long a round takes, and in how many reads "
                    "the octets came; under `latency` how the times of all rounds were spread, in "
                    "bins. Over datagrams each write is a datagram, and so is each answer.",
        .parameters = pattern_parameters,
        .examples =
            R"({"kind": "write_pattern", "steps": [{"write": "100B"}, {"write": "100B"}, {"read": "100B"}], "repeat": 20, "nodelay": false}
{"kind": "write_pattern", "steps": [{"write": "1B"}, {"read": "1B"}, {"pause": "5ms"}], "timeout": "200ms"})"},
    KindDescription{
        .name = "slow_reader",
        .meaning = "The client sends so many bytes as fast as the way across takes them; the "
                   "server reads nothing for a while, or little at a time.",
        .measures =
            "Under `workload.slow_reader` in how many reads the octets came and how many "
            "were cut, under `workload.stalls` how long the receiver went without anything "
            "new; `cost.zero_window_probes`. udp reads from a socket of this machine, whose "
            "buffer is what overflows: on TUN and relay only.",
        .parameters = reader_parameters,
        .examples =
            R"({"kind": "slow_reader", "bytes": "1MB", "message": "1400B", "wait": "3s", "read": "10kB", "every": "10ms", "receive_buffer": "64kB", "nodelay": true})"},
    KindDescription{
        .name = "periodic",
        .meaning = "The client sends a message at every interval, whatever became of those "
                   "before: a voice, a game, a sensor. The first one is due when it is connected; "
                   "udp is at once.",
        .measures = "Under `workload.periodic` how old messages were when they arrived, counted "
                    "from when they were due; how many were late, and how many missing; jitter "
                    "(RFC 3550), the longest gap, and the age of the newest message there. Under "
                    "`latency` how old all of them were, in bins that the deadline parts.",
        .parameters = periodic_parameters,
        .examples =
            R"({"kind": "periodic", "message": "160B", "interval": "20ms", "duration": "60s", "deadline": "150ms", "nodelay": true}
{"kind": "periodic", "interval": "50ms", "count": 500, "copies": 2}
{"kind": "periodic", "interval": "1s", "count": 5, "server": "absent"})"},
    KindDescription{
        .name = "idle",
        .meaning = "The client says a line, hears the answer, is quiet, and says another.",
        .measures = "Under `workload.idle` how many answers came, when the client noticed that the "
                    "connection is no more, and what it had of an answer when a read waited in "
                    "vain. A side that dies without its system answering for it is a link with an "
                    "`outage` that does not end.",
        .parameters = idle_parameters,
        .examples =
            R"({"kind": "idle", "quiet": "50s", "line": "80B", "server": "killed"}
{"kind": "idle", "quiet": "0s", "stop_in_answer": "3s", "read_timeout": "1s"})"},
    KindDescription{
        .name = "flows",
        .meaning = "All contenders at once on the same link, 2 to 32 of them (`count` makes "
                   "several of one entry), each sending as much "
                   "as it can; udp at its rate. In virtual time each has hosts of its "
                   "own; in real time they share two, each with a port of its own; they meet in "
                   "the link's queue and nowhere else. What a flow has written when it stops still "
                   "arrives, if its "
                   "transport sees to that.",
        .measures =
            "Under `workload.flows`, while all of them were there: the goodput and the "
            "share of each, their sum against what the line can carry, and Jain's index of "
            "fairness, (Σx)²/(n·Σx²); in the report's `flows` both over time. A flow's "
            "times, its series, its cost and its retransmissions are its own and count "
            "from its start; what stands under `link` is of all flows together. "
            "`limit_bits_per_s` is what it would have alone. Without a `path` they run in "
            "virtual time, or on TUN where the kernel's TCP is among them; those of udp and "
            "reliable-udp cross the relay too. The hosts of the kernel's TCP have one set "
            "of settings, so its flows differ in their congestion control and what else a "
            "socket can be told, not in `mechanisms` and `ecn`. What the hosts' kernels "
            "discard as corrupted is counted for all their sockets together.",
        .parameters = flow_parameters,
        .examples =
            R"({"kind": "flows", "duration": "20s"}
{"kind": "flows", "duration": "40s", "message": "1kB", "interval": "500ms", "flows": [{"contender": "udp", "start": "10s", "stop": "20s"}, {"contender": "reliable-udp", "start": "5s", "bytes": "2MB"}]})"}};

}  // namespace

std::span<const KindDescription> kind_descriptions() {
  return descriptions;
}

}  // namespace acklab::workload
