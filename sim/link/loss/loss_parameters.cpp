#include <array>

#include "sim/link/parameters.hpp"

namespace acklab::link {
namespace {

constexpr std::array<std::string_view, 2> loss_kinds{"gemodel", "state"};

constexpr Parameter loss_row{
    .key = "loss",
    .kind = ValueKind::percentage | ValueKind::object,
    .meaning =
        "Which packets are lost. A percentage alone loses each one by itself. An object says it by "
        "`mean` (independent, or in bursts), by a Markov chain (`kind`), or without chance: by "
        "`pattern`, by a list of `packets`, or by a period (`every`). A chain moves on once a "
        "packet offered to its direction, once a fragment where the MTU cuts; its first state is "
        "drawn from the stationary distribution. Packets are numbered from 0 in each direction.",
    .range = "0% to 100%",
    .fallback = "\"0%\"",
    .netem = "loss random PERCENT",
    .differs =
        "netem decides about loss and duplication together: a packet that is both lost and "
        "duplicated arrives once. Here a lost packet leaves nothing behind. netem's `loss "
        "PERCENT CORRELATION` does not keep its mean (0.3% with 25% loses nothing at all); "
        "`mean` with `mean_burst` is what people want of it.",
    .examples = R"({"loss": "1%"}
{"loss": {"mean": "1%", "mean_burst": 4}}
{"loss": {"mean": "30%", "max_burst": 3}}
{"loss": {"kind": "gemodel", "p": "1%", "r": "25%", "1-h": "90%", "1-k": "0.1%"}}
{"loss": {"kind": "state", "p13": "1%", "p31": "25%"}}
{"loss": {"kind": "state", "p13": "1%", "p31": "20%", "p32": "70%", "p23": "50%", "p14": "0.5%"}}
{"loss": {"pattern": "...x.xx."}}
{"loss": {"packets": [3, "10-12"]}}
{"loss": {"every": 20000, "burst": 200, "offset": 1000}}
{"loss": {"every": 100}})"};

constexpr std::array mean_rows{
    Parameter{.key = "loss.mean",
              .kind = ValueKind::percentage,
              .meaning = "The share of packets lost in the long run, before `max_burst` takes some "
                         "of it away.",
              .range = "0% to 100%"},
    Parameter{.key = "loss.mean_burst",
              .kind = ValueKind::number,
              .meaning =
                  "How many packets in a row are lost on average, with at most six decimals: "
                  "a good and a bad state, r = 1 / mean_burst, p = mean · r / (1 - mean), as "
                  "exact fractions. Bursts of b packets lose at most b of b + 1 packets; more "
                  "is refused. 1 / (1 - mean) is what independent losses have; fewer spread "
                  "losses more evenly than chance does. Without it losses are independent.",
              .netem = "loss gemodel P R",
              .min = 1,
              .max = 1'000'000}};

constexpr std::array chain_rows{
    Parameter{.key = "loss.kind",
              .kind = ValueKind::choice,
              .meaning =
                  "gemodel: the Gilbert-Elliott model, a good and a bad state with a loss of "
                  "its own each. state: four states, of which 1 delivers in a gap, 2 "
                  "delivers in a burst, 3 loses in a burst, and 4 loses one packet alone in "
                  "a gap, after which 1 follows.",
              .netem = "loss gemodel P [R [1-H [1-K]]], loss state P13 [P31 [P32 [P23 [P14]]]]",
              .choices = loss_kinds,
              .differs =
                  "netem begins in the good state (state 1), here the first state is drawn. A draw "
                  "that equals a threshold leaves netem's four states without a decision (one in "
                  "2^32, mended in 2026), and with p13 + p14 = 100% its sum of 32 bits wraps."},
    Parameter{.key = "loss.p",
              .kind = ValueKind::percentage,
              .meaning = "gemodel: the chance to go from good to bad, after each packet. The mean "
                         "loss is (p · 1-h + r · 1-k) / (p + r).",
              .range = "0% to 100%"},
    Parameter{.key = "loss.r",
              .kind = ValueKind::percentage,
              .meaning = "gemodel: the chance to go from bad to good, after each packet; 100% - p "
                         "unless given. p and r must not both be 0%. The bad state lasts 1 / r "
                         "packets on average; losses k packets apart are correlated by "
                         "(1 - p - r)^k.",
              .range = "0% to 100%"},
    Parameter{.key = "loss.1-h",
              .kind = ValueKind::percentage,
              .meaning = "gemodel: the loss in the bad state.",
              .range = "0% to 100%",
              .fallback = "\"100%\""},
    Parameter{.key = "loss.1-k",
              .kind = ValueKind::percentage,
              .meaning = "gemodel: the loss in the good state.",
              .range = "0% to 100%",
              .fallback = "\"0%\""},
    Parameter{.key = "loss.p13",
              .kind = ValueKind::percentage,
              .meaning = "state: from delivering in a gap to losing in a burst.",
              .range = "0% to 100%"},
    Parameter{.key = "loss.p31",
              .kind = ValueKind::percentage,
              .meaning = "state: from losing in a burst to delivering in a gap; 100% - p13 unless "
                         "given.",
              .range = "0% to 100%"},
    Parameter{.key = "loss.p32",
              .kind = ValueKind::percentage,
              .meaning = "state: from losing to delivering within a burst.",
              .range = "at most 100% - p31",
              .fallback = "\"0%\""},
    Parameter{.key = "loss.p23",
              .kind = ValueKind::percentage,
              .meaning = "state: from delivering to losing within a burst.",
              .range = "0% to 100%",
              .fallback = "\"100%\""},
    Parameter{.key = "loss.p14",
              .kind = ValueKind::percentage,
              .meaning = "state: from delivering in a gap to losing one packet alone.",
              .range = "at most 100% - p13",
              .fallback = "\"0%\""}};

constexpr std::array scripted_rows{
    Parameter{.key = "loss.pattern",
              .kind = ValueKind::text,
              .meaning = "A letter for each packet, again and again: `.` delivered, `x` lost.",
              .min = 1,
              .max = 10'000,
              .pattern = "^[.x]+$"},
    Parameter{.key = "loss.packets",
              .kind = ValueKind::list,
              .meaning = "The packets that are lost, by index and ranges of them (`\"10-12\"`: "
                         "three packets), none twice.",
              .min = 1,
              .max = 10'000,
              .elements = ValueKind::count | ValueKind::text,
              .pattern = "^[0-9]{1,16}-[0-9]{1,16}$"},
    Parameter{.key = "loss.every",
              .kind = ValueKind::count,
              .meaning = "From the first packet of one burst to that of the next, in packets.",
              .min = 2,
              .max = 1'000'000'000},
    Parameter{.key = "loss.burst",
              .kind = ValueKind::count,
              .meaning = "How many packets in a row are lost of `every`; fewer than that.",
              .fallback = "1",
              .min = 1,
              .max = 10'000},
    Parameter{.key = "loss.offset",
              .kind = ValueKind::count,
              .meaning = "The index of the first packet that `every` loses.",
              .fallback = "0",
              .max = 1ULL << 53U}};

constexpr Parameter cap_row{
    .key = "loss.max_burst",
    .kind = ValueKind::count,
    .meaning =
        "No more than so many packets in a row are lost by a random model; the next one "
        "passes, while the model's state goes on as if it had not. So less is lost than the "
        "model alone would lose: `acklab link describe` and the report state what remains. "
        "Independent losses of chance p capped at n keep p · (1 - p^n) / (1 - p^(n+1)).",
    .min = 1,
    .max = 1'000'000'000};

constexpr auto loss_rows = [] {
  std::array<Parameter, 1 + mean_rows.size() + chain_rows.size() + scripted_rows.size() + 1> all;
  std::size_t count = 0;
  all[count++] = loss_row;
  for (const Parameter& row : mean_rows) all[count++] = row;
  for (const Parameter& row : chain_rows) all[count++] = row;
  for (const Parameter& row : scripted_rows) all[count++] = row;
  all[count] = cap_row;
  return all;
}();

}  // namespace

std::span<const Parameter> loss_parameters() {
  return loss_rows;
}

}  // namespace acklab::link
