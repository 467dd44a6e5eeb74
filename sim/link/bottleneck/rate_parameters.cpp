#include <array>

#include "sim/link/parameters.hpp"

namespace acklab::link {
namespace {

constexpr std::array<std::string_view, 1> rate_kinds{"token_bucket"};
constexpr std::string_view signed_size_pattern =
    "^-?(0|[1-9][0-9]{0,18})(\\.[0-9]{1,19})?(B|kB|MB|GB|KiB|MiB|GiB)$";

constexpr Parameter rate_row{
    .key = "rate",
    .kind = ValueKind::rate | ValueKind::object | ValueKind::choice,
    .meaning =
        "How fast packets leave the queue. A rate alone, counted in IP bytes, puts them onto the "
        "line each behind the one before: a packet moves on when its last bit is out. An object "
        "says what the line adds to packets, or is a shaper (\"kind\": \"token_bucket\"), or "
        "names a \"trace\" by which the rate varies.",
    .range = "1bit to 1tbit",
    .fallback = "\"unlimited\"",
    .netem = "rate RATE PACKETOVERHEAD CELLSIZE CELLOVERHEAD",
    .choices = unlimited_word,
    .differs =
        "netem counts the link layer's bytes (14 more on Ethernet), and rounds each packet "
        "down to a nanosecond. Its time goes by the rate that holds when a packet arrives; "
        "here a packet that waits goes at the rate that holds when it leaves the queue. "
        "The shaper is tc's tbf; traces are those of mahimahi's mm-link.",
    .examples = R"({"rate": "20mbit"}
{"rate": {"rate": "20mbit", "packet_overhead": "14B"}}
{"rate": {"rate": "8mbit", "packet_overhead": "10B", "cell_size": "48B", "cell_overhead": "5B"}}
{"rate": {"kind": "token_bucket", "rate": "10mbit", "burst": "64kB"}, "queue": "125kB"}
{"rate": {"kind": "token_bucket", "rate": "10mbit", "burst": "64kB", "peak_rate": "100mbit"}}
{"rate": {"trace": "traces/fade.trace", "repeat": true}, "delay": "20ms", "queue": "250kB"})"};

constexpr std::array line_rows{
    Parameter{.key = "rate.rate",
              .kind = ValueKind::rate,
              .meaning = "Of a line, all the bits on it in a second, overhead included; of a "
                         "shaper, how fast tokens for IP bytes come in. Not with a trace, else it "
                         "must be given.",
              .range = "1bit to 1tbit"},
    Parameter{.key = "rate.packet_overhead",
              .kind = ValueKind::text,
              .meaning = "A size that is added to each packet, or with a minus sign taken off, "
                         "before it is cut into cells. A packet is never below 0 bytes.",
              .range = "-65535B to 65535B",
              .fallback = "\"0B\"",
              .pattern = signed_size_pattern},
    Parameter{.key = "rate.cell_size",
              .kind = ValueKind::size,
              .meaning = "The packet goes in whole cells of this size, the last one filled up: 48B "
                         "for ATM. Without it there are no cells.",
              .range = "1B to 65535B"},
    Parameter{.key = "rate.cell_overhead",
              .kind = ValueKind::text,
              .meaning =
                  "A size that is added to each cell, or with a minus sign taken off: 5B for "
                  "ATM. Has no effect without cell_size.",
              .range = "above what would leave nothing of the cell, at most 65535B",
              .fallback = "\"0B\"",
              .pattern = signed_size_pattern}};

constexpr std::array token_bucket_rows{
    Parameter{.key = "rate.kind",
              .kind = ValueKind::choice,
              .meaning = "\"token_bucket\": a shaper. A packet leaves, whole and in no time, as "
                         "soon as there are tokens for all of it.",
              .netem = "tbf rate RATE burst SIZE",
              .choices = rate_kinds,
              .differs = "tbf drops a packet larger than the burst; here it leaves when the bucket "
                         "is full, and puts it into debt."},
    Parameter{.key = "rate.burst",
              .kind = ValueKind::size,
              .meaning = "Of a shaper: how many tokens are kept while nothing is sent, all of them "
                         "at the beginning. So much may leave at once.",
              .range = "1500B to 1000GB"},
    Parameter{.key = "rate.peak_rate",
              .kind = ValueKind::rate | ValueKind::choice,
              .meaning = "Of a shaper: how fast a burst leaves, by a second bucket of 1500 bytes. "
                         "Above the rate; \"unlimited\": at once.",
              .fallback = "\"unlimited\"",
              .netem = "tbf peakrate RATE mtu 1500",
              .choices = unlimited_word}};

constexpr std::array trace_rows{
    Parameter{.key = "rate.trace",
              .kind = ValueKind::text,
              .meaning =
                  "A file in mahimahi's packet-delivery format, relative to the folder of the file "
                  "that names it. Each line is a millisecond, counted from the first packet on the "
                  "link, at which 1504 bytes can be delivered; a packet counts 4 more than its IP "
                  "bytes. Small packets share an opportunity, what is left of a packet goes on in "
                  "the next, and an opportunity that nobody waits for is lost. 'acklab trace' "
                  "makes such files.",
              .range = "at most 64MiB and 10000000 lines"},
    Parameter{.key = "rate.repeat",
              .kind = ValueKind::boolean,
              .meaning =
                  "Of a trace: it begins anew at its last line. If not, nothing is delivered "
                  "after its end.",
              .fallback = "true"}};

constexpr auto all_rate_rows = [] {
  std::array<Parameter, 1 + line_rows.size() + token_bucket_rows.size() + trace_rows.size()> all{};
  std::size_t next = 0;
  all[next++] = rate_row;
  for (const Parameter& row : line_rows) all[next++] = row;
  for (const Parameter& row : token_bucket_rows) all[next++] = row;
  for (const Parameter& row : trace_rows) all[next++] = row;
  return all;
}();

}  // namespace

std::span<const Parameter> rate_parameters() {
  return all_rate_rows;
}

}  // namespace acklab::link
